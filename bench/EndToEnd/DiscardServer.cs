using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TrailWatch.Bench.Load;
using TrailWatch.Bench.Machine;

namespace TrailWatch.Bench.EndToEnd;

/// <summary>Kestrel as it comes, in a process of its own, that reads bodies and throws them away: nothing behind Kestrel can be faster.</summary>
internal sealed class DiscardServer : IDisposable
{
    /// <summary>The hidden command that runs it.</summary>
    public const string Command = "discard";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly byte[] Answer = "{\"received\":0}"u8.ToArray();
    private readonly ChildProcess _process;

    private DiscardServer(ChildProcess process, Uri address) => (_process, Target) = (process, new Target(address, IsChecked: false));

    public Target Target { get; }

    public TimeSpan Cpu => ProcessStat.Cpu(_process.Id);

    public static async Task<DiscardServer> StartAsync()
    {
        var address = new Uri($"http://127.0.0.1:{ChildProcess.FreePort()}");
        var process = new ChildProcess("dotnet", [typeof(DiscardServer).Assembly.Location, Command, address.ToString()]);
        using var client = new HttpClient { BaseAddress = address };
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            try
            {
                (await client.PostAsync(new Uri("/v1/events", UriKind.Relative), null)).Dispose();
                return new(process, address);
            }
            catch (HttpRequestException) when (waited.Elapsed < Patience && !process.HasEnded)
            {
                // Not yet.
            }
        }
    }

    /// <summary>What the command does.</summary>
    public static async Task<int> ServeAsync(string address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        var app = builder.Build();
        app.MapPost("/v1/events", DiscardAsync);
        await app.RunAsync();
        return 0;
    }

    public void Dispose() => _process.Dispose();

    private static async Task DiscardAsync(HttpContext context)
    {
        while (true)
        {
            var read = await context.Request.BodyReader.ReadAsync(context.RequestAborted);
            context.Request.BodyReader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                break;
            }
        }

        context.Response.ContentType = "application/json";
        context.Response.ContentLength = Answer.Length;
        await context.Response.Body.WriteAsync(Answer);
    }
}
