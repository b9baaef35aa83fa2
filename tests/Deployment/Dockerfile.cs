namespace TrailWatch.Tests.Deployment;

/// <summary>The repository's Dockerfile: stages of instructions.</summary>
internal sealed class Dockerfile
{
    public Dockerfile(string text)
    {
        var lines = text.Split('\n').Where(line => !line.TrimStart().StartsWith('#') && line.Trim().Length > 0);
        var instructions = string.Join('\n', lines).Replace("\\\n", "", StringComparison.Ordinal).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ', 2))
            .Select(parts => new Instruction(parts[0], parts[1].Trim()));
        foreach (var instruction in instructions)
        {
            if (instruction.Name == "FROM")
            {
                Stages.Add([]);
            }

            Stages[^1].Add(instruction);
        }
    }

    public static string Path => RepositoryRoot.Of("Dockerfile");

    public static Dockerfile Read() => new(File.ReadAllText(Path));

    public List<List<Instruction>> Stages { get; } = [];

    /// <summary>The argument of the final stage's only instruction of that name.</summary>
    public string Final(string name) => Stages[^1].Single(i => i.Name == name).Argument;

    public IEnumerable<(string Name, string Value)> Environment =>
        Final("ENV").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).Select(pair => (pair[0], pair[1]));
}

/// <summary>One instruction, its continued lines joined.</summary>
internal sealed record Instruction(string Name, string Argument)
{
    public string[] Words => Argument.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
