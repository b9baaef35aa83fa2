using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TrailWatch.Splunk.Delivery;
using TrailWatch.Tests.Splunk.FakeHec;
using Xunit;

namespace TrailWatch.Tests.Splunk;

public sealed class DeliveryTlsTests : IDisposable
{
    private readonly DirectoryInfo _files = Directory.CreateTempSubdirectory("tw-tls-");
    private readonly X509Certificate2 _certificate = SelfSigned("127.0.0.1");

    [Fact]
    public async Task C54_A_certificate_that_nobody_vouches_for_is_refused()
    {
        await using var server = await HecServer.StartAsync(_certificate);
        await using var run = await DeliveryRun.StartAsync(server, InMemoryOutbox.With(Parcels.One("p0")));
        await run.UntilAsync(() => run.Outbox.Settled.Count > 0);
        Assert.Empty(server.Requests);
        Assert.Equal((SettlementKind.Retry, false), (run.Outbox.Settled[0].Kind, run.Outbox.Settled[0].Ambiguous));
        Assert.Contains("SecureConnectionError", run.Outbox.Settled[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task C54_The_CA_files_certificates_are_trusted_and_a_client_certificate_is_shown()
    {
        using var client = SelfSigned("trailwatch");
        await using var server = await HecServer.StartAsync(_certificate, askForCertificate: true);
        await using var run = await DeliveryRun.StartAsync(
            server,
            InMemoryOutbox.With(Parcels.One("p0")),
            ("Tls:CaFile", Write("ca.pem", _certificate.ExportCertificatePem())),
            ("Tls:ClientCertificateFile", Write("client.pem", client.ExportCertificatePem())),
            ("Tls:ClientKeyFile", Write("client.key", client.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem())));
        await run.UntilAsync(() => run.Outbox.IsEmpty);
        Assert.Equal(["p0"], server.Ids);
    }

    [Fact]
    public async Task C54_Another_CA_does_not_do()
    {
        using var other = SelfSigned("127.0.0.1");
        await using var server = await HecServer.StartAsync(_certificate);
        await using var run = await DeliveryRun.StartAsync(
            server, InMemoryOutbox.With(Parcels.One("p0")), ("Tls:CaFile", Write("ca.pem", other.ExportCertificatePem())));
        await run.UntilAsync(() => run.Outbox.Settled.Count > 0);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task C54_Taking_any_certificate_is_possible_and_warned_of_at_every_start()
    {
        await using var server = await HecServer.StartAsync(_certificate);
        for (var start = 0; start < 2; start++)
        {
            await using var run = await DeliveryRun.StartAsync(server, InMemoryOutbox.With(Parcels.One("p0")), ("Tls:InsecureSkipVerify", "true"));
            Assert.Single(run.Log.All, line => line.Text.Contains("InsecureSkipVerify is on", StringComparison.Ordinal));
            await run.UntilAsync(() => run.Outbox.IsEmpty);
        }

        Assert.Equal(2, server.Ids.Count);
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _files.Delete(recursive: true);
    }

    private string Write(string name, string pem)
    {
        var path = Path.Combine(_files.FullName, name);
        File.WriteAllText(path, pem);
        return path;
    }

    private static X509Certificate2 SelfSigned(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        if (IPAddress.TryParse(name, out var address))
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddIpAddress(address);
            request.CertificateExtensions.Add(names.Build());
        }

        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
