using System.Globalization;
using AdaSapSweep.Shared.Store.Results;

namespace AdaSapSweep.Coordinator.Reporting;

/// <summary>What a number counts, and so how it is written.</summary>
internal enum Unit
{
    /// <summary>In [0, 1], shown in per cent.</summary>
    Share,

    /// <summary>Large whole numbers.</summary>
    Count,

    Number,
}

/// <summary>Numbers for people, the same under every culture.</summary>
internal static class UnitText
{
    private static readonly (double Size, string Letter)[] Thousands = [(1e15, "P"), (1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")];

    /// <summary>At an axis: as short as it may be, since ticks are round.</summary>
    public static string Tick(Unit unit, double value) => unit switch
    {
        Unit.Share => Text(value * 100, "0.###") + " %",
        Unit.Count => Short(value),
        _ => Math.Abs(value) is >= 1e5 or (> 0 and < 1e-4) ? Text(value, "0.##E+0") : Text(value, "0.######"),
    };

    /// <summary>In full.</summary>
    public static string Of(Unit unit, double value) => unit switch
    {
        _ when !double.IsFinite(value) => "not finite",
        Unit.Share => Text(value * 100, "0.0") + " %",
        Unit.Count => Text(value, Math.Abs(value) >= 1000 ? "#,0" : "0.##"),
        _ => Number(value),
    };

    /// <summary>As <c>62.3 ± 1.1 %</c>; nothing without a value.</summary>
    public static string Of(Unit unit, Spread? spread) => (unit, spread) switch
    {
        (_, null) => "",
        (Unit.Share, { Deviation: { } deviation } found) => $"{Text(found.Mean * 100, "0.0")} ± {Text(deviation * 100, "0.0")} %",
        (Unit.Count, { Deviation: { } deviation } found) => $"{Of(unit, found.Mean)} ± {Text(deviation, deviation >= 100 ? "#,0" : "0.#")}",
        (_, { Deviation: { } deviation } found) => $"{Number(found.Mean)} ± {Number(deviation)}",
        (_, { } found) => Of(unit, found.Mean),
    };

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    private static string Short(double value)
    {
        foreach (var (size, letter) in Thousands)
            if (Math.Abs(value) >= size) return Text(value / size, "0.###") + letter;
        return Text(value, "0.###");
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
