namespace TrailWatch.Bench;

/// <summary>The calls of the generated trail, half of them reads; each actor keeps to a few of each.</summary>
internal sealed class GeneratedCalls
{
    private static readonly string[] ReadVerbs = ["Describe", "Get", "List"];
    private static readonly string[] WriteVerbs = ["Create", "Modify", "Delete", "Tag", "Start"];
    private static readonly string[] Services = ["ec2", "s3", "iam", "lambda", "kms", "rds", "ecs", "logs", "ssm", "sqs", "elasticloadbalancing", "autoscaling"];
    private static readonly string[] Things = ["Instances", "Volumes", "Policies", "Functions", "Keys", "Snapshots", "Clusters", "Streams", "Parameters", "Queues", "TargetGroups", "Rules"];

    private readonly GeneratedCall[] _reads, _writes;

    public GeneratedCalls(int names)
    {
        _reads = [.. Enumerable.Range(0, names - names / 2).Select(i => Make(i, ReadVerbs))];
        _writes = [.. Enumerable.Range(0, names / 2).Select(i => Make(i, WriteVerbs))];
    }

    public GeneratedCall Read(int actor, int own) => _reads[(actor * 7 + own * 11) % _reads.Length];

    public GeneratedCall Write(int actor, int own) => _writes[(actor * 5 + own * 13) % _writes.Length];

    /// <summary>All names differ: the thing and the verb first, then the thing's version as some services' names have.</summary>
    private static GeneratedCall Make(int i, string[] verbs)
    {
        var (thing, verb, version) = (Things[i % Things.Length], verbs[i / Things.Length % verbs.Length], i / Things.Length / verbs.Length);
        return new GeneratedCall(Services[i % Services.Length], verb + thing + (version == 0 ? "" : $"V{version + 1}"), i);
    }
}
