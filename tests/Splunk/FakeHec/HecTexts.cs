namespace TrailWatch.Tests.Splunk.FakeHec;

/// <summary>What Splunk writes beside a code.</summary>
internal static class HecTexts
{
    public static string Of(int code) => code switch
    {
        0 => "Success",
        1 => "Token disabled",
        2 => "Token is required",
        3 => "Invalid authorization",
        4 => "Invalid token",
        5 => "No data",
        6 => "Invalid data format",
        7 => "Incorrect index",
        8 => "Internal server error",
        9 => "Server is busy",
        10 => "Data channel is missing",
        12 => "Event field is required",
        13 => "Event field cannot be blank",
        14 => "ACK is disabled",
        15 => "Error in handling indexed fields",
        17 => "HEC is healthy",
        18 => "HEC is unhealthy, queues are full",
        23 => "Server is shutting down",
        24 => "HEC queue is approaching its capacity limit",
        26 => "HEC queue is at capacity and cannot process any more requests",
        _ => "code " + code,
    };
}
