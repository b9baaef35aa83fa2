using System.Text.Json;

namespace TrailWatch.CloudTrail;

/// <summary>What <c>userIdentity.sessionContext</c> says of the credentials behind a call.</summary>
internal readonly record struct Session(
    bool IsThere, bool? MfaAuthenticated, string? IssuerArn, string? IssuerUserName, bool IsInstanceProfile, bool IsWebIdentity)
{
    public static Session Read(ref Utf8JsonReader json, ReaderLimits limits, ref int deepest)
    {
        if (!JsonSteps.Enter(ref json, ref deepest))
        {
            return default;
        }

        var session = new Session { IsThere = true };
        while (JsonSteps.NextProperty(ref json, out var name))
        {
            if (name.SequenceEqual("attributes"u8))
            {
                session = session with { MfaAuthenticated = ReadMfa(ref json, ref deepest) };
            }
            else if (name.SequenceEqual("sessionIssuer"u8))
            {
                var (arn, userName) = ReadIssuer(ref json, limits, ref deepest);
                session = session with { IssuerArn = arn, IssuerUserName = userName };
            }
            else if (name.SequenceEqual("webIdFederationData"u8))
            {
                var provider = JsonText.ReadOne(ref json, "federatedProvider"u8, limits.MaxIdChars, ref deepest);
                session = session with { IsWebIdentity = provider is not null };
            }
            else if (name.SequenceEqual("ec2RoleDelivery"u8))
            {
                session = session with { IsInstanceProfile = JsonText.Read(ref json, limits.MaxStringChars, ref deepest) is not null };
            }
            else
            {
                JsonSteps.Skip(ref json, ref deepest);
            }
        }

        return session;
    }

    private static bool? ReadMfa(ref Utf8JsonReader json, ref int deepest)
    {
        bool? mfa = null;
        if (!JsonSteps.Enter(ref json, ref deepest))
        {
            return mfa;
        }

        while (JsonSteps.NextProperty(ref json, out var name))
        {
            if (name.SequenceEqual("mfaAuthenticated"u8))
            {
                mfa = JsonText.ReadFlag(ref json, ref deepest);
            }
            else
            {
                JsonSteps.Skip(ref json, ref deepest);
            }
        }

        return mfa;
    }

    private static (string? Arn, string? UserName) ReadIssuer(ref Utf8JsonReader json, ReaderLimits limits, ref int deepest)
    {
        string? arn = null, userName = null;
        if (!JsonSteps.Enter(ref json, ref deepest))
        {
            return (arn, userName);
        }

        while (JsonSteps.NextProperty(ref json, out var name))
        {
            if (name.SequenceEqual("arn"u8))
            {
                arn = JsonText.Read(ref json, limits.MaxIdChars, ref deepest);
            }
            else if (name.SequenceEqual("userName"u8))
            {
                userName = JsonText.Read(ref json, limits.MaxIdChars, ref deepest);
            }
            else
            {
                JsonSteps.Skip(ref json, ref deepest);
            }
        }

        return (arn, userName);
    }
}
