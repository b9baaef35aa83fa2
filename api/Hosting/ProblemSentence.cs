namespace TrailWatch.Hosting;

/// <summary>Splunk SOAR shows an analyst only the member <c>error</c> of a failure, so every problem has it.</summary>
internal static class ProblemSentence
{
    public static void Add(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        problem.Extensions.TryAdd("error", string.IsNullOrEmpty(problem.Detail) ? problem.Title : $"{problem.Title}: {problem.Detail}");
    }
}
