using TrailWatch.Bench;
using TrailWatch.Bench.EndToEnd;

// dotnet run -c Release --project bench -- NAME [--seconds S] [--quick]: runs one bench, prints what it measured and writes bench/reports/NAME.md, but not with --quick.
if (args is [DiscardServer.Command, var address])
{
    return await DiscardServer.ServeAsync(address);
}

BenchArguments arguments;
try
{
    arguments = BenchArguments.Read(args.Skip(1));
}
catch (ArgumentException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}

IBench[] benches =
[
    new QueriesBench(), new DeliveryBench(), new FirehoseBench(), new ReadingBench(), new ThroughputBench(arguments),
    new FlatBench(arguments), new StreamBench(arguments), new StartupBench(arguments), new ScaleBench(arguments),
];
var chosen = benches.FirstOrDefault(b => b.Name == args.FirstOrDefault());
if (chosen is null)
{
    Console.Error.WriteLine($"Name one of: {string.Join(", ", benches.Select(b => b.Name))}");
    return 2;
}

// Unattended, a bench that hangs must end, and with it all that it has started.
var patience = TimeSpan.FromMinutes(30);
try
{
    await using var redis = await RedisServer.StartAsync();
    var report = await chosen.RunAsync(redis).WaitAsync(patience);
    Console.WriteLine(report.Text);
    if (!arguments.IsQuick)
    {
        await report.WriteAsync(chosen.Name);
    }

    return report.IsWithinTargets ? 0 : 1;
}
catch (Exception e)
{
    Console.Error.WriteLine(e);
    return 3;
}
