using TrailWatch.Bench;

// dotnet run -c Release --project bench -- NAME: runs one bench, prints what it measured and writes bench/reports/NAME.md.
IBench[] benches = [new QueriesBench(), new DeliveryBench(), new FirehoseBench(), new ReadingBench()];
var chosen = benches.FirstOrDefault(b => b.Name == args.FirstOrDefault());
if (chosen is null)
{
    Console.Error.WriteLine($"Name one of: {string.Join(", ", benches.Select(b => b.Name))}");
    return 2;
}

await using var redis = await RedisServer.StartAsync();
var report = await chosen.RunAsync(redis);
Console.WriteLine(report.Text);
await report.WriteAsync(chosen.Name);
return report.IsWithinTargets ? 0 : 1;
