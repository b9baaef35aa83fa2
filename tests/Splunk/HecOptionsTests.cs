using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using TrailWatch.Splunk.Delivery;
using TrailWatch.Splunk.Hec;
using Xunit;

namespace TrailWatch.Tests.Splunk;

public sealed class HecOptionsTests
{
    [Theory]
    [InlineData("https://splunk.example:8088", "https://splunk.example:8088/")]
    [InlineData(" https://splunk.example:8088/ ", "https://splunk.example:8088/")]
    [InlineData("https://splunk.example:8088/services/collector", "https://splunk.example:8088/")]
    [InlineData("https://splunk.example:8088/services/collector/event", "https://splunk.example:8088/")]
    [InlineData("https://splunk.example:8088/services/collector/event/1.0/", "https://splunk.example:8088/")]
    [InlineData("http://proxy.example/splunk/services/collector/event", "http://proxy.example/splunk")]
    public void C01_A_pasted_path_is_cut_off(string pasted, string address)
    {
        Assert.True(HecUrl.TryRead(pasted, out var url, out _));
        Assert.Equal(address, url!.AbsoluteUri);
    }

    [Theory]
    [InlineData("")]
    [InlineData("splunk.example:8088")]
    [InlineData("ftp://splunk.example")]
    [InlineData("https://splunk.example:8088/?token=secret")]
    [InlineData("https://splunk.example:8088/#secret")]
    [InlineData("https://x:secret@splunk.example:8088")]
    public void C01_What_is_no_base_address_is_refused_without_repeating_it(string url)
    {
        var sentence = Assert.Single(Faults(("Endpoints:0:Url", url), ("Endpoints:0:Token", "t")));
        Assert.StartsWith("Splunk:Hec:Endpoints:0:Url must ", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Endpoints:0:Weight", "0", "Weight must be from 1 to 100.")]
    [InlineData("Endpoints:0:Channel", "mine", "Channel must be a GUID")]
    [InlineData("Endpoints:0:Token", "", "either a Token or a TokenFile")]
    [InlineData("Endpoints:0:Token", "se cret", "a character that a header cannot carry")]
    [InlineData("Endpoints:0:TokenFile", "/nowhere/token", "either a Token or a TokenFile")]
    [InlineData("Format:0", "cef", "only native, rba and ocsf")]
    [InlineData("Batch:Bytes", "5000001", "Batch:Bytes must be from 1000 to 5000000.")]
    [InlineData("Batch:Count", "0", "Batch:Count must be from 1 to 10000.")]
    [InlineData("TimeoutSeconds", "0", "TimeoutSeconds must be from 1 to 3600.")]
    [InlineData("Retry:BreakerFailures", "1", "BreakerFailures must be from 2")]
    [InlineData("Ack:MaxPending", "0", "MaxPending must be from 1")]
    [InlineData("Tls:CaFile", "/nowhere/ca.pem", "CaFile cannot be read")]
    [InlineData("Tls:ClientCertificateFile", "/nowhere/client.pem", "ClientCertificateFile cannot be read")]
    public void Every_fault_has_its_sentence(string key, string value, string sentence) => Assert.Contains(
        sentence, Assert.Single(Faults(("Endpoints:0:Url", "https://splunk.example:8088"), ("Endpoints:0:Token", "t"), (key, value))), StringComparison.Ordinal);

    [Fact]
    public void All_faults_come_at_once() => Assert.Equal(
        4, Faults(("Endpoints:0:Url", "x"), ("Endpoints:0:Weight", "101"), ("Batch:AgeMs", "0")).Count);

    [Fact]
    public void Without_an_endpoint_delivery_is_off_and_needs_no_outbox()
    {
        using var host = Build();
        Assert.Empty(host.Services.GetServices<IHostedService>().OfType<DeliveryWorker>());
        Assert.Equal(["native"], host.Services.GetRequiredService<IOptions<HecOptions>>().Value.Formats);
    }

    [Fact]
    public void A_lease_outlasts_whatever_a_delivery_can_take()
    {
        Assert.Equal(TimeSpan.FromSeconds(60 + 60 + 300 + 60), new HecOptions().LeaseNeeded);
        Assert.Equal(TimeSpan.FromSeconds(180), new HecOptions { Acknowledgement = HecAcknowledgement.Off }.LeaseNeeded);
    }

    private static List<string> Faults(params (string Key, string Value)[] settings)
    {
        using var host = Build(settings);
        try
        {
            host.Services.GetRequiredService<IStartupValidator>().Validate();
            return [];
        }
        catch (OptionsValidationException e)
        {
            return [.. e.Failures];
        }
    }

    private static IHost Build(params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings.GroupBy(s => s.Key, (key, of) => KeyValuePair.Create("Splunk:Hec:" + key, (string?)of.Last().Value)));
        builder.Services.AddHecOptions(builder.Configuration).AddSplunkDelivery(builder.Configuration);
        return builder.Build();
    }
}
