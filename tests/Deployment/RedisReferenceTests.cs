using k8s.Models;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Deployment;

/// <summary>The Redis that the chart refers to is not kept in the repository, so a chart of the same name stands here in its place.</summary>
public sealed class RedisReferenceTests : IDisposable
{
    private readonly ScratchDirectory _copy = new();

    public void Dispose() => _copy.Dispose();

    [Fact]
    public async Task A_release_that_brings_its_redis_knows_where_it_is_and_its_password()
    {
        await CopyWithStandInAsync();
        var outcome = await Tools.HelmAsync("template", "tw", _copy.Path, "--set", "store.mode=Redis,redis.enabled=true,replicaCount=2");
        Assert.True(outcome.Code == 0, outcome.ToString());
        var chart = new Rendered(outcome.Output);
        Assert.Equal("tw-redis:6379,password=$(REDIS_PASSWORD)", chart.Container.Env.Single(e => e.Name == "Store__ConnectionString").Value);
        var password = chart.Container.Env.Single(e => e.Name == "REDIS_PASSWORD").ValueFrom.SecretKeyRef;
        Assert.Equal(("tw-redis", "redis-password"), (password.Name, password.Key));

        // Expanded only where it was defined before.
        Assert.Equal("REDIS_PASSWORD", chart.Container.Env[0].Name);
        Assert.Equal("maxmemory-policy noeviction", chart.Only<V1Secret>().StringData["extra"].Split('\n')[0]);
        Assert.Equal("tw-redis", chart.Only<V1Secret>().Metadata.Name);
    }

    [Fact]
    public async Task Who_does_not_ask_for_it_does_not_get_it()
    {
        await CopyWithStandInAsync();
        var outcome = await Tools.HelmAsync("template", "tw", _copy.Path);
        Assert.True(outcome.Code == 0, outcome.ToString());
        Assert.Null(new Rendered(outcome.Output).Find<V1Secret>());
    }

    private async Task CopyWithStandInAsync()
    {
        foreach (var file in Directory.EnumerateFiles(Chart.Folder, "*", SearchOption.AllDirectories))
        {
            var path = Path.Combine(_copy.Path, Path.GetRelativePath(Chart.Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Copy(file, path);
        }

        var reference = await File.ReadAllLinesAsync(Path.Combine(Chart.Folder, "charts", "redis", "Chart.yaml"), TestContext.Current.CancellationToken);
        var version = reference.Last(line => line.Contains("version:", StringComparison.Ordinal)).Trim();
        var standIn = Path.Combine(_copy.Path, "charts", "redis", "charts", "redis");
        Directory.CreateDirectory(Path.Combine(standIn, "templates"));
        await File.WriteAllTextAsync(Path.Combine(standIn, "Chart.yaml"), $"apiVersion: v2\nname: redis\n{version}\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(standIn, "templates", "secret.yaml"),
            "apiVersion: v1\nkind: Secret\nmetadata: {name: {{ .Release.Name }}-{{ .Values.nameOverride }}}\nstringData: {extra: {{ .Values.extraConfig | quote }}}\n",
            TestContext.Current.CancellationToken);
    }
}
