using System.Globalization;
using StackExchange.Redis;

namespace TrailWatch.Bench.Machine;

/// <summary>What a redis-server says of itself in INFO.</summary>
/// <param name="Cpu">Seconds of user and system time.</param>
/// <param name="Commands">Executed; those inside of scripts count too.</param>
/// <param name="Reads">Reads from sockets.</param>
/// <param name="Memory">Bytes in use.</param>
internal readonly record struct RedisStat(double Cpu, long Commands, long Reads, long Memory)
{
    public static async Task<RedisStat> ReadAsync(IServer server)
    {
        var info = (await server.InfoAsync()).SelectMany(section => section).ToDictionary(p => p.Key, p => p.Value);
        return new(
            double.Parse(info["used_cpu_sys"], CultureInfo.InvariantCulture) + double.Parse(info["used_cpu_user"], CultureInfo.InvariantCulture),
            long.Parse(info["total_commands_processed"], CultureInfo.InvariantCulture),
            long.Parse(info["total_reads_processed"], CultureInfo.InvariantCulture),
            long.Parse(info["used_memory"], CultureInfo.InvariantCulture));
    }

    public static async Task<RedisStat> ReadAsync(IEnumerable<IServer> servers)
    {
        var sum = default(RedisStat);
        foreach (var server in servers)
        {
            var one = await ReadAsync(server);
            sum = new(sum.Cpu + one.Cpu, sum.Commands + one.Commands, sum.Reads + one.Reads, sum.Memory + one.Memory);
        }

        return sum;
    }

    public static RedisStat operator -(RedisStat a, RedisStat b) => new(a.Cpu - b.Cpu, a.Commands - b.Commands, a.Reads - b.Reads, a.Memory - b.Memory);
}
