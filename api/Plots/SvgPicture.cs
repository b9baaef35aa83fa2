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
        var exporter = new SvgExporter { Width = width, Height = height, IsDocument = false, TextMeasurer = new PixelText() };
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

    /// <summary>The library's own measure is in points, of which 72 make an inch, and the picture's unit is the pixel, of which 96 do.</summary>
    private sealed class PixelText() : PdfRenderContext(1, 1, OxyColors.Transparent)
    {
        private const double PixelsPerPoint = 96d / 72;

        /// <summary>The font that will be there may be a little wider.</summary>
        private const double Room = 1.04;

        public override OxySize MeasureText(string text, string fontFamily, double fontSize, double fontWeight)
        {
            var points = base.MeasureText(text, fontFamily, fontSize, fontWeight);
            return new(points.Width * PixelsPerPoint * Room, points.Height * PixelsPerPoint * Room);
        }
    }
}
