using System.Text.Json;

namespace TrailWatch.CloudTrail;

/// <summary>Reads <c>userIdentity</c>, every part of which may lack.</summary>
internal struct UserIdentityReader(ReaderLimits limits)
{
    private readonly int _maxIdChars = limits.MaxIdChars;

    private string? _type, _principalId, _arn, _accountId, _accessKeyId, _userName, _invokedBy, _provider, _behalfOf, _credential;
    private Session _session;

    /// <summary>Null where the value is no object, as in an alert's export where it is the text of one.</summary>
    public static UserIdentity? Read(ref Utf8JsonReader json, ReaderLimits limits, ref int deepest)
    {
        if (!JsonSteps.Enter(ref json, ref deepest))
        {
            return null;
        }

        var reader = new UserIdentityReader(limits);
        while (JsonSteps.NextProperty(ref json, out var name))
        {
            reader.Take(name, ref json, limits, ref deepest);
        }

        return reader.Identity();
    }

    private void Take(scoped ReadOnlySpan<byte> name, ref Utf8JsonReader json, ReaderLimits limits, ref int deepest)
    {
        if (name.SequenceEqual("type"u8))
        {
            _type = Text(ref json, ref deepest);
        }
        else if (name.SequenceEqual("principalId"u8))
        {
            _principalId = Text(ref json, ref deepest);
        }
        else if (name.SequenceEqual("arn"u8))
        {
            _arn = Text(ref json, ref deepest);
        }
        else if (name.SequenceEqual("accountId"u8))
        {
            _accountId = Text(ref json, ref deepest);
        }
        else if (name.SequenceEqual("accessKeyId"u8))
        {
            _accessKeyId = Text(ref json, ref deepest);
        }
        else if (name.SequenceEqual("userName"u8))
        {
            _userName = Text(ref json, ref deepest);
        }
        else if (name.SequenceEqual("sessionContext"u8))
        {
            _session = Session.Read(ref json, limits, ref deepest);
        }
        else if (name.SequenceEqual("invokedBy"u8))
        {
            _invokedBy = Text(ref json, ref deepest);
        }
        else if (name.SequenceEqual("identityProvider"u8))
        {
            _provider = Text(ref json, ref deepest);
        }
        else if (name.SequenceEqual("onBehalfOf"u8))
        {
            _behalfOf = JsonText.ReadOne(ref json, "userId"u8, _maxIdChars, ref deepest);
        }
        else if (name.SequenceEqual("credentialId"u8))
        {
            _credential = Text(ref json, ref deepest);
        }
        else
        {
            JsonSteps.Skip(ref json, ref deepest);
        }
    }

    private readonly string? Text(ref Utf8JsonReader json, ref int deepest) => JsonText.Read(ref json, _maxIdChars, ref deepest);

    private readonly UserIdentity Identity() => new()
    {
        Type = _type,
        PrincipalId = _principalId,
        Arn = _arn,
        AccountId = _accountId,
        AccessKeyId = _accessKeyId,
        UserName = _userName,
        InvokedBy = _invokedBy,
        IdentityProvider = _provider,
        OnBehalfOfUserId = _behalfOf,
        CredentialType = _credential,
        HasSessionContext = _session.IsThere,
        MfaAuthenticated = _session.MfaAuthenticated,
        IssuerArn = _session.IssuerArn,
        IssuerUserName = _session.IssuerUserName,
        IsInstanceProfile = _session.IsInstanceProfile,
        IsWebIdentitySession = _session.IsWebIdentity,
    };
}
