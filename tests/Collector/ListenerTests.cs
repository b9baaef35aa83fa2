using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using TrailWatch.Tests.Commands;
using TrailWatch.Tests.Splunk.Soak;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Collector;

/// <summary>The real program, listening for the collector on a port of its own.</summary>
public sealed class ListenerTests : IDisposable
{
    private readonly ScratchDirectory _here = new();
    private readonly HttpClient _client = new(new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true });

    public void Dispose()
    {
        _here.Dispose();
        _client.Dispose();
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task H49_The_collector_has_a_port_of_its_own_and_the_main_port_too(bool https)
    {
        var (main, own) = (ServiceProcess.FreePort(), ServiceProcess.FreePort());
        List<string> settings = [$"--urls=http://127.0.0.1:{main}", $"--Splunk:Receiver:Port={own}", $"--Splunk:Receiver:Tokens:t:Token={Hec.Plain}"];
        if (https)
        {
            var file = Path.Combine(_here.Path, "certificate.pfx");
            await File.WriteAllBytesAsync(file, Certificate(), TestContext.Current.CancellationToken);
            settings.AddRange(["--Splunk:Receiver:Https=true", $"--Kestrel:Certificates:Default:Path={file}", "--Kestrel:Certificates:Default:Password=x"]);
        }

        using var process = ShellProcess.Start(_here.Path, [.. settings]);
        var collector = $"{(https ? "https" : "http")}://127.0.0.1:{own}";
        await UntilAsync($"http://127.0.0.1:{main}/livez", process);
        Assert.Equal(HttpStatusCode.OK, await PostAsync($"http://127.0.0.1:{main}"));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(collector));
        Assert.Equal(HttpStatusCode.NotFound, await GetAsync($"{collector}/v1/findings"));
        Assert.Equal(HttpStatusCode.NotFound, await GetAsync($"{collector}/livez"));
        Assert.Equal(HttpStatusCode.OK, await GetAsync($"{collector}/services/collector/health"));
        await process.InterruptAsync();
        Assert.Equal(0, (await process.EndAsync()).Code);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task H49_Kestrel_s_own_section_goes_together_with_it(bool hasPort)
    {
        var (main, own) = (ServiceProcess.FreePort(), ServiceProcess.FreePort());
        List<string> settings = [$"--Kestrel:Endpoints:Main:Url=http://127.0.0.1:{main}", $"--Splunk:Receiver:Tokens:t:Token={Hec.Plain}"];
        settings.AddRange(hasPort ? [$"--Splunk:Receiver:Port={own}"] : []);
        using var process = ShellProcess.Start(_here.Path, [.. settings]);
        await UntilAsync($"http://127.0.0.1:{main}/livez", process);
        Assert.Equal(HttpStatusCode.OK, await PostAsync($"http://127.0.0.1:{(hasPort ? own : main)}"));
    }

    [Fact]
    public async Task H50_No_log_shows_a_token_that_stands_in_the_query()
    {
        var main = ServiceProcess.FreePort();
        using var process = ShellProcess.Start(_here.Path, $"--urls=http://127.0.0.1:{main}", $"--Splunk:Receiver:Tokens:t:Token={Hec.Plain}", "--Logging:LogLevel:Default=Information");
        await UntilAsync($"http://127.0.0.1:{main}/livez", process);
        Assert.Equal(HttpStatusCode.OK, await PostAsync($"http://127.0.0.1:{main}", "?token=hidden-hidden-hidden"));
        Assert.Equal(HttpStatusCode.NotFound, await GetAsync($"http://127.0.0.1:{main}/services/collector/s2s?token=hidden-hidden-hidden"));
        await process.InterruptAsync();
        var (_, output, error) = await process.EndAsync();
        Assert.Contains("Splunk-to-Splunk framing is not supported", output + error, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", output + error, StringComparison.Ordinal);
        Assert.DoesNotContain(Hec.Plain, output + error, StringComparison.Ordinal);
    }

    private async Task<HttpStatusCode> PostAsync(string address, string query = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address + "/services/collector/event" + query);
        request.Headers.TryAddWithoutValidation("Authorization", "Splunk " + Hec.Plain);
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes("""{"event":"x"}"""));
        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private async Task<HttpStatusCode> GetAsync(string address)
    {
        using var response = await _client.GetAsync(address, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private async Task UntilAsync(string address, ShellProcess process)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                await GetAsync(address);
                return;
            }
            catch (HttpRequestException)
            {
                Assert.False(process.HasExited, "The service did not start.");
                Assert.InRange(tries, 0, 600);
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }
        }
    }

    private static byte[] Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        return certificate.Export(X509ContentType.Pfx, "x");
    }
}
