using CsCheck;
using TrailWatch.CloudTrail;
using Xunit;

namespace TrailWatch.Tests.CloudTrail;

public sealed class RecordIdTests
{
    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.Guid.Select(g => g.ToString("D")),
        Gen.Guid.Select(g => g.ToString("D").ToUpperInvariant()),
        Gen.Guid.Select(g => g.ToString("N")),
        Gen.String[Gen.Char["0123456789abcdef-é{}"], 0, 40]);

    [Fact]
    public void An_id_comes_back_as_it_was_written() =>
        Texts.Sample(text => RecordId.Of(text).ToString() == text && RecordId.Of(System.Text.Encoding.UTF8.GetBytes(text)) == RecordId.Of(text));

    [Fact]
    public void Ids_are_ordered_and_equal_as_their_texts_are() =>
        Gen.Select(Texts, Texts).Sample((a, b) =>
            Math.Sign(RecordId.Of(a).CompareTo(RecordId.Of(b))) == Math.Sign(string.CompareOrdinal(a, b)) && (RecordId.Of(a) == RecordId.Of(b)) == (a == b));

    [Theory]
    [InlineData("0e2b40ea-8c53-4a2f-a6b9-b7b4b0a6f3c1", true)]
    [InlineData("0E2B40EA-8C53-4A2F-A6B9-B7B4B0A6F3C1", false)]
    [InlineData("0e2b40ea8c534a2fa6b9b7b4b0a6f3c1", false)]
    [InlineData("0e2b40ea-8c53-4a2f-a6b9-b7b4b0a6f3c", false)]
    [InlineData("0e2b40ea-8c53-4a2f-a6b9-b7b4b0a6f3c1 ", false)]
    [InlineData("0e2b40ea-8c53-4a2fa-6b9-b7b4b0a6f3c1", false)]
    public void Only_the_canonical_form_is_kept_as_a_uuid(string text, bool isUuid)
    {
        Assert.Equal(isUuid, RecordId.Of(text).Text is null);
        Assert.Equal(text, RecordId.Of(text).ToString());
    }
}
