using System.Text.Json;
using System.Text.Json.Serialization;

namespace TrailWatch.Replay;

/// <summary>
/// Keeps the checkpoint in a small file. It is replaced as a whole: whenever the process ends, the file holds the last checkpoint
/// or the one before, and records that are sent a second time change nothing.
/// </summary>
internal sealed class CheckpointFile(string path)
{
    public const string DefaultName = ".trailwatch-replay.json";

    private readonly string _draft = path + ".new";

    public string Path => path;

    /// <summary>Null where there is none.</summary>
    /// <exception cref="ReplayStoppedException">There is one that cannot be read.</exception>
    public Checkpoint? Load()
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), ReplayJsonContext.Default.Checkpoint);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new ReplayStoppedException($"{path} is no checkpoint that can be read. Begin anew with --restart, or name another file with --checkpoint.", e);
        }
    }

    /// <exception cref="ReplayStoppedException">It cannot be written.</exception>
    public void Save(Checkpoint checkpoint)
    {
        try
        {
            using (var file = new FileStream(_draft, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                JsonSerializer.Serialize(file, checkpoint, ReplayJsonContext.Default.Checkpoint);
                file.Flush(flushToDisk: true);
            }

            File.Move(_draft, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ReplayStoppedException($"The checkpoint {path} cannot be written: {e.Message} Name another place with --checkpoint.", e);
        }
    }

    public void Remove()
    {
        File.Delete(path);
        File.Delete(_draft);
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true, NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(Checkpoint))]
internal sealed partial class ReplayJsonContext : JsonSerializerContext;
