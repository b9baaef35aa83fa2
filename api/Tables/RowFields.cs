using FluentValidation;

namespace TrailWatch.Tables;

/// <summary>The fields of one row, whatever it is written in. A value of the wrong kind is a fault and reads as null.</summary>
internal abstract class RowFields(RowFaults faults)
{
    /// <summary>Blank text is no text: CSV cannot tell the two apart, so JSON does not either.</summary>
    public abstract string? Text(string field);

    /// <summary>Trimmed, each name once.</summary>
    public abstract IReadOnlyList<string> Names(string field);

    public abstract bool? Flag(string field);

    public abstract DateTimeOffset? Time(string field);

    public void Fault(string field, string message) => faults.Add(Path(field), $"{Place(field)} {message}.");

    /// <summary>The rules that need the whole entry; a field that could not even be read is not judged again.</summary>
    public T Checked<T>(T entry, IValidator<T> rules)
    {
        foreach (var failure in rules.Validate(entry).Errors)
        {
            var field = failure.PropertyName;
            var bracket = field.IndexOf('[', StringComparison.Ordinal);
            if (bracket < 0 || !faults.Has(Path(field[..bracket])))
            {
                Fault(field, failure.ErrorMessage);
            }
        }

        return entry;
    }

    /// <summary>The key of a fault.</summary>
    protected abstract string Path(string field);

    /// <summary>The start of a fault's sentence.</summary>
    protected abstract string Place(string field);

    protected static IReadOnlyList<string> Distinct(IEnumerable<string> names) =>
        [.. names.Distinct(StringComparer.OrdinalIgnoreCase)];
}
