namespace TrailWatch.Splunk.Hec;

/// <summary><c>Splunk:Hec:Tls</c>, for all endpoints.</summary>
public sealed class HecTlsOptions
{
    /// <summary>PEM with the certificates to trust, instead of the system's.</summary>
    public string? CaFile { get; set; }

    /// <summary>PEM with this service's certificate, where Splunk asks for one.</summary>
    public string? ClientCertificateFile { get; set; }

    /// <summary>PEM with its key; left out where the certificate's file holds it, too.</summary>
    public string? ClientKeyFile { get; set; }

    /// <summary>Takes any certificate, so anybody between can read the token. Every start warns of it.</summary>
    public bool InsecureSkipVerify { get; set; }
}
