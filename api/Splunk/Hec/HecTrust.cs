using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TrailWatch.Splunk.Hec;

/// <summary>The certificates of section <c>Tls</c>, read from their files.</summary>
internal static class HecTrust
{
    /// <summary>Null: the system's.</summary>
    public static X509ChainPolicy? Policy(HecTlsOptions tls)
    {
        if (string.IsNullOrWhiteSpace(tls.CaFile))
        {
            return null;
        }

        // A private authority seldom offers revocation lists.
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(tls.CaFile);
        return policy;
    }

    /// <summary>Null: none.</summary>
    public static X509Certificate2? ClientCertificate(HecTlsOptions tls) => string.IsNullOrWhiteSpace(tls.ClientCertificateFile)
        ? null
        : X509Certificate2.CreateFromPemFile(tls.ClientCertificateFile, string.IsNullOrWhiteSpace(tls.ClientKeyFile) ? null : tls.ClientKeyFile);

    public static string? CaFault(HecTlsOptions tls) => Fault(
        () => Policy(tls) is { CustomTrustStore.Count: 0 }, "must hold at least one certificate in PEM form.");

    public static string? ClientFault(HecTlsOptions tls) => Fault(
        () =>
        {
            using var certificate = ClientCertificate(tls);
            return certificate is { HasPrivateKey: false };
        },
        "must hold a certificate and its key in PEM form, or name the key's file as ClientKeyFile.");

    private static string? Fault(Func<bool> isUnusable, string sentence)
    {
        try
        {
            return isUnusable() ? sentence : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "cannot be read.";
        }
        catch (CryptographicException)
        {
            return sentence;
        }
    }
}
