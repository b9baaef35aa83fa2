namespace TrailWatch.Bench;

/// <summary>Numbers from 0 of which the n-th comes as often as 1/(n+1) says.</summary>
internal sealed class Zipf
{
    private readonly double[] _upTo;

    public Zipf(int count)
    {
        _upTo = new double[count];
        var sum = 0.0;
        for (var i = 0; i < count; i++)
        {
            _upTo[i] = sum += 1.0 / (i + 1);
        }
    }

    public int Next(Random random)
    {
        var at = Array.BinarySearch(_upTo, random.NextDouble() * _upTo[^1]);
        return Math.Min(at < 0 ? ~at : at, _upTo.Length - 1);
    }
}
