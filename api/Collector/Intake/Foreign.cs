using TrailWatch.CloudTrail;

namespace TrailWatch.Collector.Intake;

/// <summary>Tells what is no CloudTrail, and may well be sent along with it, from a record of CloudTrail that is bad.</summary>
internal static class Foreign
{
    public static bool Is(Rejection rejection) =>
        rejection.Code is "not-json" or "not-an-object" or "not-cloudtrail" or "wrapped-too-deep" or "s3-notification" or "bad-base64" or "bad-gzip";
}
