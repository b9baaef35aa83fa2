using Xunit;

namespace TrailWatch.Tests.Deployment;

/// <summary>Wrong values are refused before anything is installed, with words that name them.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("replicaCount must be 1 with store.mode Embedded", "replicaCount=2")]
    [InlineData("autoscaling.enabled needs store.mode Redis", "autoscaling.enabled=true")]
    [InlineData("A Redis is named, but store.mode is Embedded", "store.redis.connectionString=redis:6379")]
    [InlineData("A Redis is named, but store.mode is Embedded", "redis.enabled=true")]
    [InlineData("store.mode Redis needs a Redis", "store.mode=Redis")]
    [InlineData("Only one of", "store.mode=Redis", "store.redis.connectionString=redis:6379", "store.redis.existingSecret.name=redis")]
    [InlineData("Only one of", "store.mode=Redis", "store.redis.connectionString=redis:6379", "redis.enabled=true")]
    [InlineData("store.redis.passwordSecret is for", "store.mode=Redis", "store.redis.existingSecret.name=redis", "store.redis.passwordSecret.name=redis")]
    [InlineData("run `helm dependency update`", "store.mode=Redis", "redis.enabled=true")]
    [InlineData("minReplicas must not be above", "store.mode=Redis", "store.redis.connectionString=r:1", "autoscaling.enabled=true", "autoscaling.minReplicas=7")]
    [InlineData("needs a target", "store.mode=Redis", "store.redis.connectionString=r:1", "autoscaling.enabled=true", "autoscaling.targetCPUUtilizationPercentage=null")]
    [InlineData("receiver.enabled needs somebody who may send", "receiver.enabled=true")]
    [InlineData("receiver.port must not be 8080", "receiver.enabled=true", "receiver.port=8080", "existingSecret.env=s")]
    [InlineData("service.receiverPort must not be service.port", "receiver.enabled=true", "service.port=8088", "existingSecret.env=s")]
    [InlineData("receiver.tls is for receiver.enabled", "receiver.tls.existingSecret=tls")]
    [InlineData("An Ingress to port hec needs receiver.enabled", "ingress.enabled=true", "ingress.hosts[0].host=a.example", "ingress.hosts[0].paths[0].path=/", "ingress.hosts[0].paths[0].pathType=Prefix", "ingress.hosts[0].paths[0].port=hec")]
    [InlineData("needs one of minAvailable and maxUnavailable", "podDisruptionBudget.enabled=true", "podDisruptionBudget.minAvailable=1")]
    [InlineData("needs one of minAvailable and maxUnavailable", "podDisruptionBudget.enabled=true", "podDisruptionBudget.maxUnavailable=null")]
    [InlineData("below the number of pods, 1", "podDisruptionBudget.enabled=true", "podDisruptionBudget.minAvailable=1", "podDisruptionBudget.maxUnavailable=null")]
    [InlineData("terminationGracePeriodSeconds must be at least 45", "terminationGracePeriodSeconds=44")]
    [InlineData("terminationGracePeriodSeconds must be at least 60", "terminationGracePeriodSeconds=59", "config.Splunk.Receiver.StopSeconds=15")]
    public Task Values_that_contradict_each_other(string sentence, params string[] values) => AssertRefusedAsync(sentence, values);

    [Theory]
    [InlineData("additional properties 'replicas' not allowed", "replicas=2")]
    [InlineData("at '/store'", "store.Mode=Redis"), InlineData("at '/store/mode'", "store.mode=redis"), InlineData("at '/replicaCount'", "replicaCount=one")]
    [InlineData("at '/replicaCount'", "replicaCount=-1"), InlineData("at '/service/port'", "service.port=70000"), InlineData("at '/receiver/port'", "receiver.port=80")]
    [InlineData("at '/store/persistence/size'", "store.persistence.size=ten"), InlineData("at '/image/digest'", "image.digest=latest")]
    [InlineData("at '/store/redis/connectionString'", "store.redis.connectionString=redis:6379\\,Password=secret")]
    [InlineData("at '/podSecurityContext/runAsNonRoot'", "podSecurityContext.runAsNonRoot=false"), InlineData("at '/podSecurityContext/runAsUser'", "podSecurityContext.runAsUser=0")]
    [InlineData("at '/securityContext/readOnlyRootFilesystem'", "securityContext.readOnlyRootFilesystem=false")]
    [InlineData("at '/securityContext/capabilities/drop'", "securityContext.capabilities.drop={NET_RAW}")]
    [InlineData("at '/probes/startup'", "probes.startup.path=/"), InlineData("at '/resources'", "resources.limit.cpu=1"), InlineData("at '/tolerations/0'", "tolerations[0].keys=a")]
    [InlineData("at '/extraEnv/0/name'", "extraEnv[0].name=a b"), InlineData("at '/extraVolumes/0'", "extraVolumes[0].name=host", "extraVolumes[0].hostPath.path=/")]
    [InlineData("at '/ingress/hosts/0'", "ingress.hosts[0].hostname=a.example"), InlineData("at '/serviceMonitor/interval'", "serviceMonitor.interval=often")]
    [InlineData("at '/networkPolicy/apiFrom/0'", "networkPolicy.apiFrom[0].selector=a"), InlineData("at '/preStopSeconds'", "preStopSeconds=-1")]
    public Task Values_that_are_wrong_each_alone(string place, params string[] values) => AssertRefusedAsync(place, values);

    [Theory]
    [InlineData("at '/config'", "config.splunk.hec.gzip=false"), InlineData("at '/config/Splunk/Hec'", "config.Splunk.Hec.Endpoint=x")]
    [InlineData("at '/config/Memory/LatenessMinutes'", "config.Memory.LatenessMinutes=1441"), InlineData("at '/config/Memory/LatenessMinutes'", "config.Memory.LatenessMinutes=two")]
    [InlineData("at '/config/Actors/Granularity'", "config.Actors.Granularity=Person"), InlineData("at '/config/Detections/Profile'", "config.Detections.Profile=lax")]
    [InlineData("at '/config/Store'", "config.Store.Mode=Redis"), InlineData("at '/config/Splunk/Receiver'", "config.Splunk.Receiver.Port=8088")]
    [InlineData("at '/config/Splunk/Hec/Endpoints/0'", "config.Splunk.Hec.Endpoints[0].Token=secret")]
    [InlineData("at '/config/Splunk/Receiver/Tokens", "config.Splunk.Receiver.Tokens.a.Token=secret")]
    [InlineData("at '/config/Detections/ApiActivitySpike/Deviations'", "config.Detections.ApiActivitySpike.Deviations=0.05")]
    public Task Settings_that_the_service_would_refuse_or_that_are_secret(string place, params string[] values) => AssertRefusedAsync(place, values);

    private static async Task AssertRefusedAsync(string sentence, string[] values)
    {
        var outcome = await Chart.TemplateAsync("defaults", [.. values.SelectMany(v => new[] { "--set", v })]);
        Assert.NotEqual(0, outcome.Code);
        Assert.Contains(sentence, outcome.Error, StringComparison.Ordinal);
        Assert.Empty(outcome.Output);
    }
}
