namespace TrailWatch.Tests.SplunkAddOn;

/// <summary>The add-on as it lies in the repository.</summary>
internal static class AddOn
{
    public const string Name = "TA-trailwatch";

    public static string Root { get; } = RepositoryRoot.Of("openapi", "splunk", Name);

    public static IEnumerable<string> ConfPaths => Directory.EnumerateFiles(Path.Combine(Root, "default"), "*.conf")
        .Append(Path.Combine(Root, "metadata", "default.meta"));

    public static ConfFile Conf(string file) =>
        ConfFile.Parse(File.ReadAllText(ConfPaths.Single(path => Path.GetFileName(path) == file)));

    public static string View(string name) => File.ReadAllText(Path.Combine(Root, "default", "data", "ui", "views", $"{name}.xml"));

    /// <summary>With its macros written out, as Splunk runs it.</summary>
    public static string Expanded(string search)
    {
        var macros = Conf("macros.conf");
        var parts = search.Split('`');
        for (var i = 1; i < parts.Length; i += 2)
        {
            parts[i] = Expanded(macros[parts[i]]["definition"]);
        }

        return string.Concat(parts);
    }
}
