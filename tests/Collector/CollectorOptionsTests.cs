using Microsoft.Extensions.DependencyInjection;
using TrailWatch.Collector.Tokens;
using TrailWatch.Tests.Stores;
using Xunit;

namespace TrailWatch.Tests.Collector;

public sealed class CollectorOptionsTests
{
    [Fact]
    public void Every_fault_of_the_tokens_is_told_at_once_and_no_secret_with_it()
    {
        var options = new CollectorOptions { WhenFull = (WhenFull)7 };
        options.Tokens["empty"] = new();
        options.Tokens["a b"] = new() { Token = "good-token-0123456" };
        options.Tokens["same"] = new() { Hash = TokenHash.Hex("good-token-0123456") };
        options.Tokens["hash"] = new() { Hash = "abc", Hashes = { new string('g', 64) } };
        options.Tokens["short"] = new() { Token = "fifteen-letters" };
        options.Tokens["space"] = new() { Token = "good token 0123456" };
        options.Tokens["file"] = new() { TokenFile = "/nowhere/token" };
        options.Tokens["index"] = new() { Token = "good-token-1234567", Index = "b", AllowedIndexes = { "a", " " } };
        options.Tokens["foreign"] = new() { Token = "good-token-2345678", OnUnrecognised = (OnUnrecognised)7 };
        var faults = new CollectorOptionsValidator().Validate(null, options).Failures!.ToList();
        Assert.Equal(11, faults.Count);
        Assert.Equal(
            ["Splunk:Receiver:Tokens:empty", "Splunk:Receiver:Tokens:file", "Splunk:Receiver:Tokens:foreign", "Splunk:Receiver:Tokens:hash", "Splunk:Receiver:Tokens:index", "Splunk:Receiver:Tokens:index",
                "Splunk:Receiver:Tokens:short", "Splunk:Receiver:Tokens:space"],
            faults.Select(f => f.Split(' ')[0].Split(":Hash")[0].Split(":Token:")[0]).Select(f => string.Join(':', f.Split(':')[..Math.Min(4, f.Split(':').Length)]))
                .Where(f => f.Split(':').Length == 4 && f.Split(':')[3].Length > 0).Order());
        Assert.Contains(faults, f => f.Contains("a b and same", StringComparison.Ordinal));
        Assert.DoesNotContain(faults, f => f.Contains("good", StringComparison.Ordinal) || f.Contains("fifteen", StringComparison.Ordinal));
    }

    [Theory, InlineData(16, true), InlineData(15, false)]
    public void A_token_has_at_least_sixteen_characters(int length, bool good)
    {
        var options = new CollectorOptions();
        options.Tokens["t"] = new() { Token = new string('x', length) };
        Assert.Equal(good, new CollectorOptionsValidator().Validate(null, options).Succeeded);
    }

    [Fact]
    public async Task A_token_is_called_by_its_name_or_else_by_its_section()
    {
        await using var hec = Hec.With(("Splunk:Receiver:Tokens:0:Name", "firehose"), ("Splunk:Receiver:Tokens:0:Token", "good-token-0123456"));
        var book = hec.Services.GetRequiredService<TokenBook>();
        Assert.Equal(("firehose", "plain"), (book.Find("good-token-0123456")!.Name, book.Find(Hec.Plain)!.Name));
    }

    [Fact]
    public void A_name_belongs_to_one_token()
    {
        var options = new CollectorOptions();
        options.Tokens["a"] = new() { Token = "good-token-0123456" };
        options.Tokens["0"] = new() { Token = "good-token-1234567", Name = "A" };
        Assert.Contains("names two tokens", Assert.Single(new CollectorOptionsValidator().Validate(null, options).Failures!), StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_file_is_read_at_the_start_too()
    {
        using var folder = new ScratchDirectory();
        var file = Path.Combine(folder.Path, "token");
        var options = new CollectorOptions();
        options.Tokens["t"] = new() { TokenFile = file };
        Assert.False(new CollectorOptionsValidator().Validate(null, options).Succeeded);
        File.WriteAllText(file, "\n");
        Assert.False(new CollectorOptionsValidator().Validate(null, options).Succeeded);
        File.WriteAllText(file, "token-0123456789\n");
        Assert.True(new CollectorOptionsValidator().Validate(null, options).Succeeded);
    }

    [Fact]
    public void Every_number_has_its_bounds()
    {
        var wrong = new CollectorOptions
        {
            Port = 65_536,
            MaxBodyBytes = 1023,
            MaxDecompressedBytes = 1023,
            MaxRatio = 9,
            MaxConcurrent = 0,
            MaxWaiting = -1,
            MaxPassing = 0,
            MaxBytesInFlight = (1 << 20) - 1,
            RetryAfterSeconds = 0,
            ChannelIdleSeconds = 9,
            MaxChannels = 0,
            MaxPendingAcks = 0,
            StopSeconds = 61,
        };
        Assert.Equal(13, new CollectorNumbersValidator().Validate(null, wrong).Failures!.Count());
        Assert.True(new CollectorNumbersValidator().Validate(null, new()).Succeeded);
    }
}
