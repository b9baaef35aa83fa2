using k8s;
using k8s.Models;
using Xunit;

namespace TrailWatch.Tests.Deployment;

/// <summary>The chart of the repository, as helm renders it.</summary>
internal static class Chart
{
    public static string Folder { get; } = RepositoryRoot.Of("helm", "trailwatch");

    /// <summary>Names of the files with values under <c>ValueSets</c>; each is a way somebody installs it.</summary>
    public static IEnumerable<string> ValueSets =>
        Directory.EnumerateFiles(RepositoryRoot.Of("tests", "Deployment", "ValueSets"), "*.yaml").Select(f => Path.GetFileNameWithoutExtension(f)).Order();

    public static string ValueSet(string name) => RepositoryRoot.Of("tests", "Deployment", "ValueSets", name + ".yaml");

    /// <param name="set">A file of <c>ValueSets</c>, which is the release's name, too.</param>
    /// <param name="arguments">Further ones of <c>helm template</c>.</param>
    public static Task<Outcome> TemplateAsync(string set, params string[] arguments) =>
        Tools.HelmAsync(["template", set, Folder, "--namespace", "security", "-f", ValueSet(set), .. arguments]);

    public static async Task<Rendered> RenderAsync(string set, params string[] arguments)
    {
        var outcome = await TemplateAsync(set, arguments);
        Assert.True(outcome.Code == 0, outcome.ToString());
        return new Rendered(outcome.Output);
    }
}

/// <summary>The objects of one rendering; a field that Kubernetes does not know is an error.</summary>
internal sealed class Rendered
{
    private readonly List<object> _objects;

    public Rendered(string yaml)
    {
        Yaml = yaml;
        _objects = KubernetesYaml.LoadAllFromString(yaml, new Dictionary<string, Type> { ["monitoring.coreos.com/v1/ServiceMonitor"] = typeof(object) }, strict: true);
    }

    public string Yaml { get; }

    /// <summary>The pod template of whichever workload there is.</summary>
    public V1PodSpec Pod => Template.Spec;

    public V1PodTemplateSpec Template => Find<V1StatefulSet>()?.Spec.Template ?? Only<V1Deployment>().Spec.Template;

    public V1Container Container => Assert.Single(Pod.Containers);

    /// <summary>As the service gets them: the ConfigMap's, with <c>__</c> between the parts.</summary>
    public IDictionary<string, string> Settings => Only<V1ConfigMap>().Data;

    public T Only<T>() => Assert.Single(_objects.OfType<T>());

    public T? Find<T>() => _objects.OfType<T>().SingleOrDefault();
}
