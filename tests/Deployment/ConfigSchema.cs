using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using TrailWatch.Backtests;
using TrailWatch.Collector.Tokens;
using TrailWatch.Detections;
using TrailWatch.Evaluation;
using TrailWatch.Findings;
using TrailWatch.Hosting;
using TrailWatch.Http;
using TrailWatch.Memory;
using TrailWatch.Splunk.Hec;

namespace TrailWatch.Tests.Deployment;

/// <summary>The shape of the chart's <c>config</c>, made of the service's own options, so that neither can go ahead of the other.</summary>
internal sealed class ConfigSchema
{
    /// <summary>A section that the service reads must stand here.</summary>
    private static readonly Dictionary<string, Type> Sections = new()
    {
        ["Actors"] = typeof(ActorOptions),
        ["Backtests"] = typeof(BacktestsOptions),
        ["Detections"] = typeof(DetectionsOptions),
        ["Directory"] = typeof(DirectoryOptions),
        ["Findings"] = typeof(FindingsOptions),
        ["Http"] = typeof(HttpLimits),
        ["Memory"] = typeof(MemoryOptions),
        ["OpenApi"] = typeof(ApiDescriptionOptions),
        ["Splunk:Hec"] = typeof(HecOptions),
        ["Splunk:Receiver"] = typeof(CollectorOptions),
        ["Store"] = typeof(StoreOptions),
    };

    /// <summary>Left out: what the chart sets by values of its own, and what is secret and so has no place in a ConfigMap.</summary>
    private static readonly HashSet<string> Elsewhere =
    [
        "Store:Mode", "Store:Path", "Store:ConnectionString", "Splunk:Receiver:Port", "Splunk:Receiver:Https",
        "Splunk:Hec:Endpoints:Token", "Splunk:Receiver:Tokens:Token",
    ];

    private readonly XmlNotes _notes = new();

    /// <summary>The options classes that have found their way in.</summary>
    public HashSet<Type> Seen { get; } = [];

    public JsonObject Make()
    {
        var root = Section(new JsonObject());
        foreach (var (path, type) in Sections.Concat(Rooms()).OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            var place = (JsonObject)root["properties"]!;
            foreach (var part in path.Split(':').SkipLast(1))
            {
                place[part] ??= Section(new JsonObject());
                place = (JsonObject)place[part]!["properties"]!;
            }

            place[path.Split(':')[^1]] = Of(path, Activator.CreateInstance(type)!);
        }

        root["properties"]!["Logging"] = JsonNode.Parse(
            """
            {"type": "object", "additionalProperties": false, "properties": {
              "LogLevel": {"type": "object", "additionalProperties": {"enum": ["Trace", "Debug", "Information", "Warning", "Error", "Critical", "None"]}},
              "Console": {"type": "object", "additionalProperties": false, "properties": {
                "FormatterName": {"enum": ["simple", "systemd", "json"]},
                "FormatterOptions": {"type": "object", "additionalProperties": false, "properties": {
                  "IncludeScopes": {"type": "boolean"}, "SingleLine": {"type": "boolean"}, "TimestampFormat": {"type": "string"}, "UseUtcTimestamp": {"type": "boolean"}}}}}}}
            """);
        return root;
    }

    private static IEnumerable<KeyValuePair<string, Type>> Rooms() =>
        typeof(DetectionOptions).Assembly.GetTypes()
            .Where(t => t.IsSubclassOf(typeof(DetectionOptions)) && !t.IsAbstract)
            .Select(t => KeyValuePair.Create("Detections:" + t.Name[..^"Options".Length], t));

    private static JsonObject Section(JsonObject properties) =>
        new() { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };

    private JsonObject Of(string path, object options)
    {
        Seen.Add(options.GetType());
        var properties = new JsonObject();
        foreach (var property in options.GetType().GetProperties().Where(CanBeSet).OrderBy(p => p.Name, StringComparer.Ordinal))
        {
            var place = $"{path}:{property.Name}";
            if (!Elsewhere.Contains(place))
            {
                var shape = Of(place, property, options);
                if (_notes.Of(property) is { } note)
                {
                    shape["description"] = note;
                }

                properties[property.Name] = shape;
            }
        }

        return Section(properties);
    }

    /// <summary>A list is filled, another property is set.</summary>
    private static bool CanBeSet(PropertyInfo property) =>
        property.SetMethod is { IsPublic: true } || property.PropertyType.GetMethod("Add") is not null
        || (property.PropertyType is { IsGenericType: true } type && type.GetGenericTypeDefinition() is { } form && (form == typeof(IList<>) || form == typeof(IDictionary<,>)));

    private JsonObject Of(string place, PropertyInfo property, object options)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (type == typeof(string) || type.IsPrimitive || type.IsEnum)
        {
            return Scalar(property, type, property.GetValue(options));
        }

        var parts = type.IsGenericType ? type.GetGenericArguments() : [];
        return parts switch
        {
            [var item] => new JsonObject { ["type"] = "array", ["items"] = Item(place, item) },

            // The keys are numbers or names, and a list numbers them.
            [_, var item] when item != typeof(string) => new JsonObject
            {
                ["anyOf"] = new JsonArray(
                    new JsonObject { ["type"] = "object", ["additionalProperties"] = Item(place, item) },
                    new JsonObject { ["type"] = "array", ["items"] = Item(place, item) }),
            },
            [_, var item] => new JsonObject { ["type"] = "object", ["additionalProperties"] = Item(place, item) },
            _ => Of(place, property.GetValue(options)!),
        };
    }

    private JsonObject Item(string place, Type type) =>
        type == typeof(string) ? new JsonObject { ["type"] = "string" } : Of(place, Activator.CreateInstance(type)!);

    private static JsonObject Scalar(PropertyInfo property, Type type, object? standard)
    {
        var shape = new JsonObject
        {
            ["type"] = type == typeof(string) || type.IsEnum ? "string" : type == typeof(bool) ? "boolean" : type == typeof(double) ? "number" : "integer",
        };
        if (property.GetCustomAttribute<RangeAttribute>() is { } range)
        {
            shape["minimum"] = Number(range.Minimum);
            shape["maximum"] = Number(range.Maximum);
        }

        IEnumerable names = type.IsEnum ? Enum.GetNames(type) : property.GetCustomAttribute<AllowedValuesAttribute>()?.Values ?? [];
        if (names.OfType<string>().ToArray() is { Length: > 0 } all)
        {
            shape["enum"] = new JsonArray([.. all.Select(name => JsonValue.Create(name))]);
        }

        if (standard is not null)
        {
            shape["default"] = standard is bool flag ? flag : standard is string or Enum ? standard.ToString() : Number(standard);
        }

        return shape;
    }

    private static JsonNode Number(object value) => JsonNode.Parse(Convert.ToDecimal(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture))!;
}
