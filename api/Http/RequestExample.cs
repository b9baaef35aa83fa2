namespace TrailWatch.Http;

/// <summary>A body that works as it stands, for the description and its page; the files are embedded beside this one.</summary>
/// <param name="ContentType">Its media type.</param>
/// <param name="File">Its file under Examples.</param>
/// <param name="Body">What a JSON body is described as; null for an object of any shape.</param>
public sealed record RequestExample(string ContentType, string File, Type? Body = null)
{
    public bool IsJson => ContentType == "application/json";

    public string Text()
    {
        using var stream = typeof(RequestExample).Assembly.GetManifestResourceStream($"Examples/{File}")
            ?? throw new InvalidOperationException($"The example {File} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
