namespace TrailWatch.Collector.Replies;

/// <summary>Splunk's codes, each with the status and the words that go with it; senders look at all three.</summary>
internal sealed record ReplyCode(int Code, int Status, string Text)
{
    public static readonly ReplyCode Success = new(0, 200, "Success");
    public static readonly ReplyCode TokenDisabled = new(1, 403, "Token disabled");
    public static readonly ReplyCode TokenRequired = new(2, 401, "Token is required");
    public static readonly ReplyCode InvalidAuthorization = new(3, 401, "Invalid authorization");
    public static readonly ReplyCode InvalidToken = new(4, 403, "Invalid token");
    public static readonly ReplyCode NoData = new(5, 400, "No data");
    public static readonly ReplyCode InvalidFormat = new(6, 400, "Invalid data format");
    public static readonly ReplyCode IncorrectIndex = new(7, 400, "Incorrect index");
    public static readonly ReplyCode InternalError = new(8, 500, "Internal server error");
    public static readonly ReplyCode Busy = new(9, 503, "Server is busy");
    public static readonly ReplyCode ChannelMissing = new(10, 400, "Data channel is missing");
    public static readonly ReplyCode InvalidChannel = new(11, 400, "Invalid data channel");
    public static readonly ReplyCode EventRequired = new(12, 400, "Event field is required");
    public static readonly ReplyCode EventBlank = new(13, 400, "Event field cannot be blank");
    public static readonly ReplyCode AckDisabled = new(14, 400, "ACK is disabled");
    public static readonly ReplyCode IndexedFields = new(15, 400, "Error in handling indexed fields");
    public static readonly ReplyCode NoQueryToken = new(16, 400, "Query string authorization is not enabled");
    public static readonly ReplyCode Healthy = new(17, 200, "HEC is healthy");
    public static readonly ReplyCode Unhealthy = new(18, 503, "HEC is unhealthy, queues are full");
    public static readonly ReplyCode ShuttingDown = new(23, 503, "Server is shutting down");
    public static readonly ReplyCode QueueFull = new(26, 429, "HEC queue is at capacity and cannot process any more requests");
    public static readonly ReplyCode AcksFull = new(27, 429, "HEC ACK channel is at capacity and cannot process any more requests");

    // Where Splunk has no code of its own, the status stands in its place, as it does in Splunk's own 404.
    public static readonly ReplyCode NotFound = new(404, 404, "The requested URL was not found on this server.");
    public static readonly ReplyCode WrongMethod = NotFound with { Status = 405 };
    public static readonly ReplyCode TooLarge = new(413, 413, "Request entity too large");
    public static readonly ReplyCode UnsupportedEncoding = new(415, 415, "Unsupported content encoding: send gzip, or none");
}
