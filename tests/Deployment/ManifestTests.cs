using Xunit;

namespace TrailWatch.Tests.Deployment;

/// <summary>Every way to install is good YAML, good Kubernetes, and the same twice.</summary>
public sealed class ManifestTests
{
    public static TheoryData<string> ValueSets => [.. Chart.ValueSets];

    [Theory]
    [MemberData(nameof(ValueSets))]
    public async Task Helm_has_no_complaint(string set)
    {
        var lint = await Tools.HelmAsync("lint", "--strict", Chart.Folder, "-f", Chart.ValueSet(set));
        Assert.True(lint.Code == 0, lint.ToString());
    }

    [Theory]
    [MemberData(nameof(ValueSets))]
    public async Task Kubernetes_knows_every_field(string set)
    {
        var first = await Chart.RenderAsync(set);
        Assert.Equal(first.Yaml, (await Chart.RenderAsync(set)).Yaml);
    }

    [Fact]
    public async Task Every_object_fits_the_schema_of_its_kind()
    {
        var all = await Task.WhenAll(Chart.ValueSets.Select(set => Chart.TemplateAsync(set)));
        var checkedNow = await Tools.CheckManifestsAsync(string.Join("\n", all.Select(a => a.Output)));
        Assert.True(checkedNow is { Code: 0, Output: "" }, checkedNow.ToString());
        Assert.Equal($"{all.Sum(a => a.Output.Split("\nkind: ").Length - 1)} objects\n", checkedNow.Error);
    }

    [Theory]
    [InlineData("containerPort: 8080", "containerPort: many", "containerPort must be integer")]
    [InlineData("serviceName:", "serviceNome:", null)]
    [InlineData("kind: StatefulSet", "kind: StatelessSet", "no schema is known")]
    public async Task The_checks_themselves_find_what_is_wrong(string good, string bad, string? fault)
    {
        var broken = (await Chart.TemplateAsync("defaults")).Output.Replace(good, bad, StringComparison.Ordinal);
        Assert.ThrowsAny<Exception>(() => new Rendered(broken).Only<k8s.Models.V1StatefulSet>());
        var found = await Tools.CheckManifestsAsync(broken);
        Assert.Contains(fault ?? "", found.Output, StringComparison.Ordinal);
    }
}
