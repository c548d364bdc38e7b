using System.Globalization;

namespace AdaSapSweep.Shared.SweepFiles.Settings;

/// <summary>The numbers that a setting accepts.</summary>
public sealed record NumberRange(double Min, double Max, bool MinOpen = false, bool MaxOpen = false)
{
    /// <summary>Whole numbers that JSON readers of any language keep exact.</summary>
    public const long LargestExact = 9_007_199_254_740_991;

    public bool Contains(double value) =>
        (MinOpen ? value > Min : value >= Min) && (MaxOpen ? value < Max : value <= Max);

    public override string ToString() => $"{(MinOpen ? "above" : "at least")} {Text(Min)} and {(MaxOpen ? "below" : "at most")} {Text(Max)}";

    private static string Text(double bound) =>
        bound == Math.Floor(bound) ? ((long)bound).ToString("N0", CultureInfo.InvariantCulture) : bound.ToString(CultureInfo.InvariantCulture);
}
