namespace TrailWatch.Http;

/// <summary>The groups of the API's description, in the order in which they are shown; seven at most.</summary>
internal static class ApiTags
{
    public const string Events = "Events";
    public const string Findings = "Findings";
    public const string Detections = "Detections";
    public const string Directory = "Directory";
    public const string Actors = "Actors";
    public const string Collector = "Collector";
    public const string Health = "Health";

    public static readonly IReadOnlyList<(string Name, string Description)> All =
    [
        (Events, "CloudTrail in: what became of every record, and the findings."),
        (Findings, "What was found, newest first, each with its proof."),
        (Detections, "What is looked for, and whether it can be judged now."),
        (Directory, "Who is known and approved: identities and service accounts."),
        (Actors, "What is remembered of each actor, also as Splunk's lookup tables, in and out."),
        (Collector, "CloudTrail in as though this were Splunk's HTTP Event Collector, for senders that know it."),
        (Health, "Whether the service is up, and whether you may call it."),
    ];
}
