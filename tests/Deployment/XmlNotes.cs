using System.ComponentModel;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace TrailWatch.Tests.Deployment;

/// <summary>What the source says of a property: its description, or else its summary, as plain text.</summary>
internal sealed partial class XmlNotes
{
    private readonly Dictionary<string, XElement> _summaries = XDocument
        .Load(Path.Combine(AppContext.BaseDirectory, "TrailWatch.xml"))
        .Descendants("member")
        .Where(m => m.Element("summary") is not null)
        .ToDictionary(m => m.Attribute("name")!.Value, m => m.Element("summary")!);

    /// <returns>Null where the source says nothing, because the name says all.</returns>
    public string? Of(PropertyInfo property) =>
        property.GetCustomAttribute<DescriptionAttribute>()?.Description
        ?? (_summaries.GetValueOrDefault($"P:{property.DeclaringType!.FullName}.{property.Name}") is { } summary ? Text(summary) : null);

    private static string Text(XElement summary) => Spaces().Replace(
        string.Concat(summary.Nodes().Select(n => n switch
        {
            XElement { FirstAttribute: { } reference, IsEmpty: true } => reference.Value.Split('.')[^1],
            XElement element => element.Value,
            _ => n.ToString(),
        })),
        " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
