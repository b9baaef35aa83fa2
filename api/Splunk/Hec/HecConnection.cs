using System.Net;
using System.Net.Security;

namespace TrailWatch.Splunk.Hec;

/// <summary>The connections of one endpoint. The proxy of the environment (<c>HTTPS_PROXY</c>, <c>NO_PROXY</c>) is honoured.</summary>
internal static class HecConnection
{
    /// <summary>Splunk closes an idle connection after 12 s when it is busy; ours is given up first.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);

    /// <summary>After this a balancer may choose another indexer.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(10);

    public static SocketsHttpHandler Handler(HecOptions options) => new()
    {
        // A redirect would carry the token to another host.
        AllowAutoRedirect = false,
        PooledConnectionIdleTimeout = Idle,
        PooledConnectionLifetime = Lifetime,
        ConnectTimeout = ConnectPatience,

        // Acknowledgements are known only to the indexer that took the batch.
        UseCookies = options.Acknowledgement != HecAcknowledgement.Off,
        CookieContainer = new CookieContainer(),
        SslOptions = Tls(options.Tls),
    };

    private static SslClientAuthenticationOptions Tls(HecTlsOptions tls)
    {
        var ssl = new SslClientAuthenticationOptions { CertificateChainPolicy = HecTrust.Policy(tls) };
        if (HecTrust.ClientCertificate(tls) is { } certificate)
        {
            ssl.ClientCertificates = [certificate];
        }

        if (tls.InsecureSkipVerify)
        {
#pragma warning disable CA5359 // Asked for by name, and every start warns of it.
            ssl.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        }

        return ssl;
    }
}
