using System.Globalization;

namespace AdaSapSweep.Shared.Effects;

/// <summary>An axis' value as a number.</summary>
internal static class AxisNumber
{
    /// <returns>Null for a word.</returns>
    public static double? Of(string value) => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
