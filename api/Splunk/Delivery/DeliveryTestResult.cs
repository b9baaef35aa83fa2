namespace TrailWatch.Splunk.Delivery;

/// <summary>How one endpoint took the test event.</summary>
/// <param name="TestId">In the event's <c>test_id</c>, to search for it.</param>
/// <param name="Works">A HEC took it.</param>
/// <param name="Text">What it said.</param>
internal sealed record DeliveryTestResult(string Endpoint, string TestId, bool Works, int? HttpStatus, int? HecCode, string Text);
