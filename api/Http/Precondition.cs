using Microsoft.Net.Http.Headers;

namespace TrailWatch.Http;

/// <summary>An <c>If-Match</c> or <c>If-None-Match</c> header (RFC 9110).</summary>
internal sealed class Precondition
{
    private readonly IList<EntityTagHeaderValue> _tags = [];

    /// <exception cref="BadHttpRequestException">The header holds something else than ETags.</exception>
    public Precondition(string name, string? header)
    {
        IsGiven = !string.IsNullOrWhiteSpace(header);
        if (IsGiven && !EntityTagHeaderValue.TryParseStrictList([header!], out _tags!))
        {
            throw new BadHttpRequestException($"{name} must hold ETags as GET answers them, with their quotation marks, or *.");
        }
    }

    public bool IsGiven { get; }

    /// <summary><c>*</c>: whatever stands there, if anything does.</summary>
    public bool IsAny => _tags.Any(t => t.Equals(EntityTagHeaderValue.Any));

    /// <summary>Whether a change may be made of what has one of these tags; without the header it always may.</summary>
    public bool Allows(params ReadOnlySpan<string> tags) => !IsGiven || IsAny || Names(strong: true, tags);

    /// <summary>Whether the caller has what has this tag already.</summary>
    public bool Has(string tag) => IsGiven && (IsAny || Names(strong: false, tag));

    private bool Names(bool strong, params ReadOnlySpan<string> tags)
    {
        foreach (var known in _tags)
        {
            if (!(strong && known.IsWeak) && tags.Contains(known.Tag.ToString()))
            {
                return true;
            }
        }

        return false;
    }
}
