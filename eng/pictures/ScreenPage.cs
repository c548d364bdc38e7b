using System.Globalization;
using System.Net;
using System.Text;

namespace AdaSapSweep.Pictures;

/// <summary>A screen as a page, in the manner of a terminal's window.</summary>
internal static class ScreenPage
{
    public const int Padding = 14;

    private const double FontSize = 14;
    private const int LineHeight = 19;

    /// <summary>Of the usual monospaced fonts, in parts of the size.</summary>
    private const double Advance = 0.6021;

    public static (int Width, int Height) Size(Screen screen, int columns) =>
        ((int)Math.Ceiling(columns * FontSize * Advance) + 2 * Padding, screen.Rows.Count * LineHeight + 2 * Padding);

    public static string Of(Screen screen)
    {
        var page = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $$"""
            <!DOCTYPE html><meta charset="utf-8"><style>
            body { margin: {{Padding}}px; background: #16181d; color: #d7dae0; font: {{FontSize}}px/{{LineHeight}}px "DejaVu Sans Mono", monospace; white-space: pre }
            .s1 { font-weight: bold; color: #fff } .s31, .s91 { color: #f2777a } .s32, .s92 { color: #7fc97f } .s33, .s93 { color: #e8c46a } .s90 { color: #858b97 }
            </style>
            """));
        foreach (var row in screen.Rows)
        {
            var style = "";
            foreach (var cell in row)
            {
                if (cell.Character == '\0')
                {
                    page.Append(' ');
                    continue;
                }
                if (cell.Style != style) page.Append(style.Length > 0 ? "</span>" : "").Append(cell.Style.Length > 0 ? $"<span class=\"{Classes(cell.Style)}\">" : "");
                style = cell.Style;
                page.Append(WebUtility.HtmlEncode(cell.Character.ToString()));
            }
            page.Append(style.Length > 0 ? "</span>\n" : "\n");
        }
        return page.ToString();
    }

    private static string Classes(string style) => string.Join(' ', style.Split(';').Select(s => "s" + s));
}
