using TrailWatch.Identities;
using Xunit;
using static TrailWatch.Tests.Identities.Entries;

namespace TrailWatch.Tests.Identities;

public sealed class IdentityJsonTests
{
    [Fact]
    public void Reads_the_body_of_the_contract()
    {
        var read = IdentityTable.ReadJson("""
            {"items":[{"identity":["alice","alice@corp.example"],"enabled":true,"startDate":null,
            "endDate":null,"lastActivity":null,"email":null,"bunit":null,"priority":null},
            {"identity":"bob","enabled":false,"endDate":"2026-03-02T12:00:00+02:00","shoeSize":44}],"comment":{"a":[1]}}
            """u8);

        Assert.False(read.Faults.Any);
        Assert.Equal(["alice", "alice@corp.example"], read.Rows[0].Names);
        Assert.True(read.Rows[0].Enabled);
        Assert.Equal(["bob"], read.Rows[1].Names);
        Assert.False(read.Rows[1].Enabled);
        Assert.Equal(Noon.AddHours(-2), read.Rows[1].EndDate);
        Assert.Equal(["The column shoeSize means nothing here and was ignored."], read.Notes);
    }

    [Fact]
    public void Names_all_faults_by_JSON_path_at_once()
    {
        var read = IdentityTable.ReadJson("""
            {"items":[{"identity":[]},{"identity":7,"enabled":"yes"},{"identity":["a|b",3,"c\u0001d"],"endDate":1772445600},
            4,{"identity":["ok"],"email":[],"startDate":"2026-03-02"},{}]}
            """u8);

        Assert.Equal(
            [
                "items[0].identity", "items[1].enabled", "items[1].identity", "items[2].endDate", "items[2].identity[0]",
                "items[2].identity[1]", "items[3]", "items[4].email", "items[4].startDate", "items[5].identity",
            ],
            read.Faults.ToErrors().Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Keeps_the_sender_s_text_out_of_its_faults()
    {
        var read = IdentityTable.ReadJson("""{"items":[{"identity":"a","endDate":"<script>"}]}"""u8);
        Assert.DoesNotContain("script", read.Faults.Summary(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("""{"items":null}""")]
    [InlineData("""{"items":{}}""")]
    [InlineData("""{"items":[],"items":[]}""")]
    public void Asks_for_an_object_with_one_array_of_items(string json) =>
        Assert.Contains("items", IdentityTable.ReadJson(Utf8(json)).Faults.ToErrors().Keys);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"items":[{"identity":"a"}""")]
    [InlineData("""{"items":[]} x""")]
    [InlineData("""{"items":[{"identity":"\ud800"}]}""")]
    public void Refuses_what_is_no_JSON(string json) =>
        Assert.Contains("body", IdentityTable.ReadJson(Utf8(json)).Faults.ToErrors().Keys);

    [Fact]
    public void An_empty_array_is_an_empty_table()
    {
        var read = ServiceAccountTable.ReadJson("""{"items":[]}"""u8);
        Assert.False(read.Faults.Any);
        Assert.Empty(read.Rows);
    }

    [Fact]
    public void Reads_the_service_accounts_of_the_contract()
    {
        var read = ServiceAccountTable.ReadJson(
            """{"items":[{"identity":"ci-bot","owner":"dev","reason":null,"ticket":null,"expires":"2026-03-02T12:00:00Z"}]}"""u8);
        Assert.Equal([new ServiceAccount { Name = "ci-bot", Owner = "dev", Expires = Noon }], read.Rows);
    }
}
