using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using TrailWatch.Detections;

namespace TrailWatch.Tuning;

/// <summary>One option of a detection, read off its options class, so that what is told of it is what holds.</summary>
public sealed class TunableOption
{
    private readonly PropertyInfo _property;
    private readonly RangeAttribute? _range;

    private TunableOption(PropertyInfo property, object defaults)
    {
        _property = property;
        _range = property.GetCustomAttribute<RangeAttribute>();
        Name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
        Meaning = property.GetCustomAttribute<DescriptionAttribute>()?.Description
            ?? throw new InvalidOperationException($"{property.DeclaringType}.{property.Name} has no description.");
        Default = JsonSerializer.SerializeToElement(property.GetValue(defaults));
    }

    /// <summary>In camelCase, as in <c>PATCH /v1/detections/{id}</c>.</summary>
    public string Name { get; }

    public string Meaning { get; }

    public JsonElement Default { get; }

    /// <summary>boolean, integer or number.</summary>
    public string Type => _property.PropertyType == typeof(bool) ? "boolean" : _property.PropertyType == typeof(int) ? "integer" : "number";

    /// <summary>The least value that is taken; null for a boolean.</summary>
    public double? Minimum => Number(_range?.Minimum);

    /// <summary>The greatest value that is taken; null for a boolean.</summary>
    public double? Maximum => Number(_range?.Maximum);

    /// <summary>All options of a class but those that every detection has.</summary>
    public static IReadOnlyList<TunableOption> Of<TOptions>()
        where TOptions : DetectionOptions, new()
    {
        var defaults = new TOptions();
        return [.. typeof(TOptions).GetProperties()
            .Where(p => p.Name is not (nameof(DetectionOptions.Enabled) or nameof(DetectionOptions.Profile)))
            .Select(p => new TunableOption(p, defaults))];
    }

    /// <summary>What is wrong with a value, or null.</summary>
    public string? Fault(JsonElement value) => Type switch
    {
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : "must be true or false.",
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var whole) && IsWithin(whole)
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {Minimum:0.####} to {Maximum:0.####}."),
        _ => value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && IsWithin(number)
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"must be a number from {Minimum:0.####} to {Maximum:0.####}."),
    };

    public JsonElement Read(DetectionOptions options) => JsonSerializer.SerializeToElement(_property.GetValue(options));

    /// <summary>Sets a value that has no fault.</summary>
    public void Write(DetectionOptions options, JsonElement value) => _property.SetValue(options, value.Deserialize(_property.PropertyType));

    private bool IsWithin(double value) => _range is null || (value >= Minimum && value <= Maximum);

    private static double? Number(object? value) => value is null ? null : Convert.ToDouble(value, CultureInfo.InvariantCulture);
}
