using System.Globalization;
using System.Text.RegularExpressions;

namespace AdaSapSweep.Shared.SweepFiles.Checking;

/// <summary>Reads numbers as the sweep file writes them, in any culture.</summary>
internal static partial class ScalarParser
{
    /// <returns>Null: no whole number. A number out of 64 bits comes back as the nearest end, which every range refuses.</returns>
    public static long? Integer(string text)
    {
        if (!IntegerPattern().IsMatch(text)) return null;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value
            : text[0] == '-' ? long.MinValue : long.MaxValue;
    }

    /// <summary>A decimal number or a fraction of two, as <c>8/255</c>.</summary>
    /// <returns>Null: no number. Infinite when it is too large or has a zero below the line.</returns>
    public static double? Number(string text)
    {
        if (!NumberPattern().IsMatch(text)) return null;
        var line = text.IndexOf('/');
        if (line < 0) return Decimal(text);
        var below = Decimal(text[(line + 1)..]);
        return below == 0 ? double.PositiveInfinity : Decimal(text[..line]) / below;
    }

    private static double Decimal(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^[+-]?[0-9]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex IntegerPattern();

    [GeneratedRegex(@"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?( ?/ ?[0-9]+(\.[0-9]*)?)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex NumberPattern();
}
