using System.Globalization;
using System.Xml.Linq;
using OxyPlot;

namespace TrailWatch.Plots;

/// <summary>A plot as an SVG document that scales with its place, says what it shows, and holds no script and no link.</summary>
public static class SvgPicture
{
    public const string ContentType = "image/svg+xml";

    /// <summary>Whose letters' widths the library knows; where the picture is shown there may be another that is as wide.</summary>
    public const string Font = "Arial";

    private const string Fonts = "Arial, Helvetica, 'Liberation Sans', sans-serif";
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <param name="model">The plot.</param>
    /// <param name="width">Pixels at its natural size.</param>
    /// <param name="height">Pixels at its natural size.</param>
    /// <param name="title">What a screen reader calls it.</param>
    /// <param name="description">What it shows, in words.</param>
    public static string Of(PlotModel model, int width, int height, string title, string description)
    {
        var exporter = new SvgExporter { Width = width, Height = height, IsDocument = false, TextMeasurer = new RoomyText() };
        using var stream = new MemoryStream();
        exporter.Export(model, stream);
        stream.Position = 0;
        var root = XDocument.Load(stream).Root!;
        root.SetAttributeValue("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {width} {height}"));
        root.SetAttributeValue("role", "img");
        root.SetAttributeValue("font-family", Fonts);
        root.SetAttributeValue("style", "max-width:100%;height:auto");
        foreach (var text in root.Descendants(Svg + "text"))
        {
            text.SetAttributeValue("font-family", null);
        }

        root.AddFirst(new XElement(Svg + "title", title), new XElement(Svg + "desc", description));
        return root.ToString(SaveOptions.DisableFormatting);
    }

    /// <summary>
    /// Measures a little more than the letters take, since nobody knows the font that will be there, and lines of the usual height,
    /// of which the library's own measure is the letters alone.
    /// </summary>
    private sealed class RoomyText() : PdfRenderContext(1, 1, OxyColors.Transparent)
    {
        private const double LineHeight = 1.3;
        private const double Room = 1.06;

        public override OxySize MeasureText(string text, string fontFamily, double fontSize, double fontWeight)
        {
            var lines = text?.Split('\n') ?? [];
            return lines.Length == 0
                ? OxySize.Empty
                : new(lines.Max(l => base.MeasureText(l, fontFamily, fontSize, fontWeight).Width) * Room, lines.Length * fontSize * LineHeight);
        }
    }
}
