namespace TrailWatch.Bench.EndToEnd;

/// <summary>One target, and whether it is met.</summary>
/// <param name="What">Is measured.</param>
/// <param name="Target">As it was set.</param>
/// <param name="Value">As it came out.</param>
/// <param name="IsMet">Null where it could not be measured.</param>
internal sealed record Goal(string What, string Target, string Value, bool? IsMet)
{
    public static string Table(IEnumerable<Goal> goals) => string.Join('\n', [
        "| what | target | measured | |", "|---|---|--:|---|",
        .. goals.Select(g => $"| {g.What} | {g.Target} | {g.Value} | {g.IsMet switch { true => "met", false => "**not met**", null => "not measured" }} |")]);

    public static bool AreMet(IEnumerable<Goal> goals) => goals.All(g => g.IsMet == true);
}
