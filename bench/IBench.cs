namespace TrailWatch.Bench;

/// <summary>One thing that is measured, against a bare measure of the same machine in the same run.</summary>
internal interface IBench
{
    /// <summary>As given on the command line; its report is named after it.</summary>
    string Name { get; }

    Task<Report> RunAsync(RedisServer redis);
}
