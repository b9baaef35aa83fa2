namespace TrailWatch.CloudTrail;

/// <summary>Where a value lies: how many containers it is in, and how many levels of wrapping have been opened to reach it.</summary>
internal readonly record struct Place(int Depth, int Wrappings)
{
    public Place Inside => this with { Depth = Depth + 1 };

    public Place Unwrapped => this with { Wrappings = Wrappings + 1 };
}
