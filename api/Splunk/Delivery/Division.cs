using TrailWatch.Splunk.Hec;

namespace TrailWatch.Splunk.Delivery;

/// <summary>
/// What a refusal says of each event of the request. Splunk reads a request in order and stops at the first event it does not
/// like: what stands before is indexed, the event itself and all behind are not. For most codes the number is that event's,
/// from 0; for code 7 (index) it is the next one's. After eight removals, or where no event is named, the rest is halved once; a half
/// that is refused in turn ends as dead letters, so that no batch is sent forever.
/// </summary>
/// <param name="Taken">So many at the beginning are indexed.</param>
/// <param name="Dead">So many behind those are given up.</param>
/// <param name="Again">What is sent next, in order.</param>
internal readonly record struct Division(int Taken, int Dead, IReadOnlyList<Portion> Again)
{
    public const int MostRemoved = 8;

    private const int IncorrectIndex = 7;

    /// <param name="sizes">Of all events of the batch, in bytes: halves are halves of the request's length.</param>
    public static Division Of(Portion sent, HecVerdict refusal, IReadOnlyList<int> sizes)
    {
        if (refusal.Outcome == HecOutcome.TooLarge && sent.Count > 1)
        {
            // Nothing of it was read, so nothing is known to be wrong with any event.
            return new Division(0, 0, Halves(sent, sizes, sent.IsHalf));
        }

        return Refused(sent, refusal) is { } bad ? Around(sent, bad, sizes) : Unnamed(sent, sizes);
    }

    /// <summary>The refused event's place in the request, or null where the answer names none that was in it.</summary>
    private static int? Refused(Portion sent, HecVerdict refusal)
    {
        var named = refusal.Outcome == HecOutcome.EventRefused ? refusal.Reply?.InvalidEventNumber : null;
        var bad = refusal.Code == IncorrectIndex ? named - 1 : named;
        return bad >= 0 && bad < sent.Count ? bad : null;
    }

    private static Division Around(Portion sent, int bad, IReadOnlyList<int> sizes)
    {
        var rest = new Portion(sent.First + bad + 1, sent.Count - bad - 1, sent.Removed + 1, sent.IsHalf);
        return rest.Count == 0 ? new Division(bad, 1, [])
            : sent.IsHalf ? new Division(bad, 1 + rest.Count, [])
            : sent.Removed < MostRemoved ? new Division(bad, 1, [rest])
            : new Division(bad, 1, Halves(rest, sizes, isLast: true));
    }

    private static Division Unnamed(Portion sent, IReadOnlyList<int> sizes) => sent.IsHalf || sent.Count == 1
        ? new Division(0, sent.Count, [])
        : new Division(0, 0, Halves(sent, sizes, isLast: true));

    private static Portion[] Halves(Portion portion, IReadOnlyList<int> sizes, bool isLast)
    {
        if (portion.Count == 1)
        {
            return [portion with { IsHalf = isLast }];
        }

        var half = Enumerable.Range(portion.First, portion.Count).Sum(i => (long)sizes[i]) / 2;
        var count = 1;
        for (long bytes = sizes[portion.First]; count < portion.Count - 1 && bytes + sizes[portion.First + count] <= half; count++)
        {
            bytes += sizes[portion.First + count];
        }

        return
        [
            portion with { Count = count, IsHalf = isLast },
            portion with { First = portion.First + count, Count = portion.Count - count, IsHalf = isLast },
        ];
    }
}
