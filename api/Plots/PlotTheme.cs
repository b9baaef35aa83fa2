using OxyPlot;

namespace TrailWatch.Plots;

/// <summary>
/// The colours of a picture, on a ground of its own, since it is pasted onto others'. Blue and vermilion are told apart by every
/// kind of colour blindness, and a spike has a shape of its own besides.
/// </summary>
/// <param name="Ground">Behind everything.</param>
/// <param name="Text">Title, numbers and the threshold's line.</param>
/// <param name="Faint">What stands by: subtitle, axes.</param>
/// <param name="Grid">Lines across the plot.</param>
/// <param name="Hour">An hour as usual.</param>
/// <param name="OpenHour">An hour that may still grow.</param>
/// <param name="Spike">An hour that was a spike.</param>
/// <param name="Mean">The mean's line, which runs across the hours.</param>
public sealed record PlotTheme(
    OxyColor Ground, OxyColor Text, OxyColor Faint, OxyColor Grid, OxyColor Hour, OxyColor OpenHour, OxyColor Spike, OxyColor Mean)
{
    public static PlotTheme Light { get; } = new(
        Of(0xFFFFFF), Of(0x1F2328), Of(0x57606A), Of(0xE4E8EC), Of(0x5B9BD0), Of(0xABCCE6), Of(0xC93C00), Of(0x0B4F6C));

    public static PlotTheme Dark { get; } = new(
        Of(0x161B22), Of(0xF0F3F6), Of(0xA8B1BB), Of(0x2B323B), Of(0x3D7EB8), Of(0x29527A), Of(0xFF8A5B), Of(0x9FE3F0));

    private static OxyColor Of(uint rgb) => OxyColor.FromUInt32(0xFF000000 | rgb);
}
