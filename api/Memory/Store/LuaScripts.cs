namespace TrailWatch.Memory.Store;

/// <summary>The Lua files beside the classes that run them, embedded by file name.</summary>
public static class LuaScripts
{
    public static string Load(string file)
    {
        using var stream = typeof(LuaScripts).Assembly.GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"The script {file} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
