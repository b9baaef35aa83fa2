namespace TrailWatch.Coverage;

/// <summary>What a report of blind spots is asked for.</summary>
/// <param name="At">As of when, Unix ms.</param>
/// <param name="Limit">The most items of each section.</param>
/// <param name="SilentHours">Hours without a new event after which an AWS account is silent.</param>
/// <param name="UnusedDays">Days after which an approval that nobody used is unused.</param>
public sealed record BlindSpotQuestion(long At, int Limit, int SilentHours, int UnusedDays);
