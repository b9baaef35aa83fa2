using k8s.Models;
using Xunit;

namespace TrailWatch.Tests.Deployment;

public sealed class WorkloadTests
{
    public static TheoryData<string> ValueSets => [.. Chart.ValueSets];

    [Theory]
    [MemberData(nameof(ValueSets))]
    public async Task A_pod_may_do_nothing_that_it_need_not(string set)
    {
        var chart = await Chart.RenderAsync(set);
        Assert.All([chart.Pod, chart.Only<V1Pod>().Spec], pod =>
        {
            var container = Assert.Single(pod.Containers);
            Assert.True(pod.SecurityContext.RunAsNonRoot);
            Assert.Equal("RuntimeDefault", pod.SecurityContext.SeccompProfile.Type);
            Assert.True(container.SecurityContext.ReadOnlyRootFilesystem);
            Assert.False(container.SecurityContext.AllowPrivilegeEscalation);
            Assert.Equal(["ALL"], container.SecurityContext.Capabilities.Drop);
            Assert.Null(container.Command);
            Assert.False(pod.AutomountServiceAccountToken);
            Assert.False(pod.EnableServiceLinks);
        });
    }

    [Theory]
    [MemberData(nameof(ValueSets))]
    public async Task What_is_selected_is_there(string set)
    {
        var chart = await Chart.RenderAsync(set);
        var labels = chart.Template.Metadata.Labels;
        Assert.Superset(chart.Only<V1Service>().Spec.Selector.ToHashSet(), labels.ToHashSet());
        Assert.All(chart.Container.VolumeMounts, mount => Assert.Contains(
            mount.Name, chart.Pod.Volumes.Select(v => v.Name).Concat(chart.Find<V1StatefulSet>()?.Spec.VolumeClaimTemplates?.Select(c => c.Metadata.Name) ?? [])));
        var ports = chart.Container.Ports.Select(p => p.Name).ToList();
        Assert.All(chart.Only<V1Service>().Spec.Ports, port => Assert.Contains(port.TargetPort.Value, ports));
        Assert.All(
            chart.Find<V1Ingress>()?.Spec.Rules.SelectMany(r => r.Http.Paths).Select(p => p.Backend.Service.Port.Name) ?? [],
            port => Assert.Contains(port, ports));

        // Nothing that the service's own selector could take for a pod of the service.
        Assert.NotEqual(labels["app.kubernetes.io/component"], chart.Only<V1Pod>().Metadata.Labels["app.kubernetes.io/component"]);
    }

    [Theory]
    [InlineData("defaults", "claim"), InlineData("embedded-full", "claim"), InlineData("embedded-existing-claim", "trailwatch-data"), InlineData("embedded-forgetful", "empty")]
    public async Task The_embedded_store_has_one_pod_with_its_files(string set, string data)
    {
        var chart = await Chart.RenderAsync(set);
        var workload = chart.Only<V1StatefulSet>().Spec;
        Assert.Equal(1, workload.Replicas);
        Assert.StartsWith(chart.Container.VolumeMounts.Single(m => m.Name == "data").MountPath, chart.Settings["Store__Path"], StringComparison.Ordinal);
        var volume = chart.Pod.Volumes.SingleOrDefault(v => v.Name == "data");
        Assert.Equal(data, workload.VolumeClaimTemplates is { Count: 1 } ? "claim" : volume?.PersistentVolumeClaim?.ClaimName ?? (volume?.EmptyDir is null ? null : "empty"));
        Assert.Null(chart.Pod.TopologySpreadConstraints);
    }

    [Theory]
    [InlineData("redis-plain", 3, "redis-1:6379,redis-2:6379,ssl=true", null, null)]
    [InlineData("redis-password", 2, "redis:6379,password=$(REDIS_PASSWORD)", "redis", "password")]
    [InlineData("redis-scaled", null, null, "trailwatch-redis", "connection")]
    public async Task Pods_that_share_a_redis_hold_nothing(string set, int? replicas, string? address, string? secret, string? key)
    {
        var chart = await Chart.RenderAsync(set);
        var workload = chart.Only<V1Deployment>().Spec;
        Assert.Equal(replicas, workload.Replicas);
        Assert.Equal("Redis", chart.Settings["Store__Mode"]);
        Assert.Equal(address, chart.Container.Env.Single(e => e.Name == "Store__ConnectionString").Value);
        var from = chart.Container.Env.Select(e => e.ValueFrom?.SecretKeyRef).SingleOrDefault(r => r is not null);
        Assert.Equal((secret, key), (from?.Name, from?.Key));
        Assert.DoesNotContain(chart.Pod.Volumes, v => v.Name == "data");
        Assert.All(chart.Pod.TopologySpreadConstraints, c => Assert.Superset(c.LabelSelector.MatchLabels.ToHashSet(), chart.Template.Metadata.Labels.ToHashSet()));
        Assert.Equal(set == "redis-scaled", chart.Find<V2HorizontalPodAutoscaler>()?.Spec is { MinReplicas: 3, MaxReplicas: 12, Metrics.Count: 2 });
    }

    [Theory]
    [InlineData("defaults", 45), InlineData("embedded-full", 60), InlineData("embedded-forgetful", 35), InlineData("openshift", 120)]
    public async Task A_pod_has_the_time_to_stop_that_its_steps_take(string set, int seconds)
    {
        var chart = await Chart.RenderAsync(set);
        Assert.Equal(seconds, chart.Pod.TerminationGracePeriodSeconds);

        // The image has no shell, so the pause must be Kubernetes's own.
        Assert.Equal(set == "embedded-forgetful" ? null : 10L, chart.Container.Lifecycle?.PreStop.Sleep.Seconds);
        Assert.Null(chart.Container.Lifecycle?.PreStop.Exec);
    }

    [Fact]
    public async Task New_settings_make_new_pods()
    {
        async Task<string> Checksum(params string[] arguments) => (await Chart.RenderAsync("defaults", arguments)).Template.Metadata.Annotations["checksum/settings"];
        Assert.Equal(await Checksum(), await Checksum("--set", "service.port=9000"));
        Assert.NotEqual(await Checksum(), await Checksum("--set", "config.Memory.LatenessMinutes=60"));
    }

    [Fact]
    public async Task Who_may_call_is_let_in_and_so_is_the_test()
    {
        var policy = (await Chart.RenderAsync("embedded-full")).Only<V1NetworkPolicy>().Spec;
        Assert.Equal(["Ingress", "Egress"], policy.PolicyTypes);
        Assert.Equal(["http", "hec"], policy.Ingress.Select(i => i.Ports.Single().Port.Value));
        Assert.Contains(policy.Ingress[0].FromProperty, p => p.PodSelector?.MatchLabels["app.kubernetes.io/component"] == "test");
        Assert.Equal(["53,53", "8088,443", "4317"], policy.Egress.Select(e => string.Join(',', e.Ports.Select(p => p.Port.Value))));
    }
}
