using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;
using TrailWatch.Http;
using TrailWatch.Identities;
using Xunit;

namespace TrailWatch.Tests.Http;

/// <summary>The directory's routes over a store, and short ways to call them.</summary>
internal sealed class DirectoryService(ServiceHost host) : IAsyncDisposable
{
    public DirectoryCache Cache => host.Services.GetRequiredService<DirectoryCache>();

    public IServiceProvider Services => host.Services;

    public static async Task<DirectoryService> StartAsync(IDatabase database, string prefix) => new(await ServiceHost.StartAsync(
        builder =>
        {
            builder.Services.AddProblems();
            builder.Services.AddSingleton(TimeProvider.System).AddSingleton(new IdentityStore(database, prefix)).AddSingleton<DirectoryCache>().AddSingleton<DirectoryEditor>();
            builder.Services.Configure<DirectoryOptions>(o => o.MaxBodyBytes = 10_000);
        },
        app =>
        {
            app.UseExceptionHandler();
            app.UseStatusCodePages();
            app.MapIdentities().MapServiceAccounts();
        }));

    public Task<Answer> PutAsync(string path, string body, string? type) => PutAsync(path, Encoding.UTF8.GetBytes(body), type);

    public async Task<Answer> PutAsync(string path, byte[] body, string? type, string? encoding = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = new ByteArrayContent(body) };
        if (type is not null)
        {
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        }

        if (encoding is not null)
        {
            request.Content.Headers.ContentEncoding.Add(encoding);
        }

        return await SendAsync(request);
    }

    public async Task<Answer> GetAsync(string path, string? accept = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        return await SendAsync(request);
    }

    public async Task<Answer> SendAsync(string method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = body is null ? null : new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        return await SendAsync(request);
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using var response = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return new Answer(
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.ToString(),
            response.Headers.RetryAfter?.ToString(),
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    internal sealed record Answer(int Status, string? Type, string? RetryAfter, string Body)
    {
        public JsonElement Json => JsonElement.Parse(Body);
    }
}
