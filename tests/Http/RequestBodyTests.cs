using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using TrailWatch.Http;
using TrailWatch.Tests.Bytes;
using Xunit;

namespace TrailWatch.Tests.Http;

public sealed class RequestBodyTests : IAsyncLifetime
{
    private const int MaxReceived = 40_000;
    private const int MaxInflated = 100_000;
    private ServiceHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await ServiceHost.StartAsync(
        builder => builder.Services.AddProblems(),
        app =>
        {
            app.UseExceptionHandler();
            app.MapPost("/echo", async (HttpRequest request, CancellationToken cancellation) =>
            {
                using var body = await RequestBody.ReadAsync(request, MaxReceived, MaxInflated, cancellation);
                return TypedResults.Bytes(body.Memory.ToArray());
            });
        });

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static byte[] Random(int length)
    {
        var bytes = new byte[length];
        new Random(7).NextBytes(bytes);
        return bytes;
    }

    private async Task<HttpResponseMessage> PostAsync(byte[] body, string? encoding = null, bool chunked = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/echo") { Content = new ByteArrayContent(body) };
        request.Headers.TransferEncodingChunked = chunked;
        if (encoding is not null)
        {
            request.Content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        }

        return await _host.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task<JsonElement> ProblemAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal(new MediaTypeHeaderValue("application/problem+json"), response.Content.Headers.ContentType);
        var problem = JsonElement.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal($"{problem.GetProperty("title")}: {problem.GetProperty("detail")}", problem.GetProperty("error").GetString());
        return problem;
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(39_999, false)]
    [InlineData(MaxReceived, false)]
    [InlineData(MaxReceived, true)]
    public async Task Gives_the_body_as_it_is(int length, bool chunked)
    {
        using var response = await PostAsync(Random(length), chunked: chunked);
        Assert.Equal(Random(length), await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("GZIP")]
    [InlineData("x-gzip")]
    [InlineData("identity, gzip")]
    public async Task Undoes_gzip_of_several_members(string encoding)
    {
        var whole = Random(20_000);
        using var response = await PostAsync(
            [.. GzipMembersTests.Zip(whole.AsSpan(0, 9000)), .. GzipMembersTests.Zip(whole.AsSpan(9000))], encoding);
        Assert.Equal(whole, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Identity_is_no_encoding()
    {
        using var response = await PostAsync([1, 2], "identity");
        Assert.Equal([1, 2], await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("gzip, gzip")]
    public async Task Another_encoding_is_415_and_told_what_would_do(string encoding)
    {
        using var response = await PostAsync([1], encoding);
        await ProblemAsync(response, HttpStatusCode.UnsupportedMediaType);
        Assert.Equal("gzip", Assert.Single(response.Headers.GetValues("Accept-Encoding")));
    }

    [Theory]
    [InlineData(MaxReceived + 1, false)]
    [InlineData(MaxReceived + 1, true)]
    [InlineData(MaxReceived * 10, true)]
    public async Task Over_the_limit_is_413_and_names_it(int length, bool chunked)
    {
        using var response = await PostAsync(Random(length), chunked: chunked);
        var problem = await ProblemAsync(response, HttpStatusCode.RequestEntityTooLarge);
        Assert.Equal("The request body is larger than the limit of 40000 bytes.", problem.GetProperty("detail").GetString());
        Assert.Equal("too-large", problem.GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_gzip_bomb_is_413()
    {
        using var fits = await PostAsync(GzipMembersTests.Zip(new byte[MaxInflated], CompressionLevel.SmallestSize), "gzip");
        Assert.Equal(HttpStatusCode.OK, fits.StatusCode);
        using var response = await PostAsync(GzipMembersTests.Zip(new byte[MaxInflated + 1]), "gzip");
        var problem = await ProblemAsync(response, HttpStatusCode.RequestEntityTooLarge);
        Assert.Contains("100000 bytes once decompressed", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(5000)]
    [InlineData(int.MaxValue)]
    public async Task Gzip_that_is_cut_off_is_400(int missing)
    {
        var gzip = GzipMembersTests.Zip(Random(5000));
        using var response = await PostAsync(gzip[..Math.Max(0, gzip.Length - missing)], "gzip");
        var problem = await ProblemAsync(response, HttpStatusCode.BadRequest);
        Assert.Equal("bad-gzip", problem.GetProperty("code").GetString());
    }
}
