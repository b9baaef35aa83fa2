using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TrailWatch.Tests.Stores;

namespace TrailWatch.Tests.Service;

/// <summary>The whole service in this process, with an embedded store of its own, unless a setting says otherwise.</summary>
public sealed class TrailWatchFactory : WebApplicationFactory<Program>
{
    private readonly ScratchDirectory _directory = new();
    private readonly Dictionary<string, string> _settings = [];
    private TimeProvider? _clock;

    public static TrailWatchFactory With(params (string Key, string Value)[] settings)
    {
        var factory = new TrailWatchFactory();
        foreach (var (key, value) in settings)
        {
            factory._settings[key] = value;
        }

        return factory;
    }

    public TrailWatchFactory At(TimeProvider clock)
    {
        _clock = clock;
        return this;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.ConfigureLogging(log => log.ClearProviders());
        builder.UseSetting("Store:Path", _directory.Path);
        foreach (var (key, value) in _settings)
        {
            builder.UseSetting(key, value);
        }

        if (_clock is not null)
        {
            builder.ConfigureServices(services => services.AddSingleton(_clock));
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _directory.Dispose();
    }
}
