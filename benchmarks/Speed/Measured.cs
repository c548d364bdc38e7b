namespace AdaSapSweep.Benchmarks.Speed;

/// <summary>A line of the table.</summary>
/// <param name="Row">What is measured.</param>
/// <param name="Unit">Of both sides' figures.</param>
/// <param name="Ratio">Of the times, ours over theirs, turn by turn; null without a reference.</param>
/// <param name="Bar">Highest ratio that is asked for; null: none.</param>
internal sealed record Measured(string Row, string Network, string Unit, Spread Ours, Spread? Theirs, Spread? Ratio, double? Bar)
{
    /// <summary>Memory and utilisation, where the device tells; else empty.</summary>
    public string Device { get; init; } = "";

    public bool IsMissed => Ratio is { } ratio && Bar is { } bar && ratio.Median > bar;

    /// <param name="pairs">Seconds of a step.</param>
    public static Measured Steps(string row, string network, IReadOnlyList<(double Ours, double Theirs)> pairs, double? bar) =>
        Of(row, network, "ms", pairs, seconds => 1e3 * seconds, bar);

    /// <param name="pairs">Seconds of so many images.</param>
    public static Measured Images(string row, string network, int images, IReadOnlyList<(double Ours, double Theirs)> pairs, double? bar) =>
        Of(row, network, "images/s", pairs, seconds => images / seconds, bar);

    public static Measured Alone(string row, string network, string unit, IReadOnlyList<double> figures) => new(row, network, unit, Spread.Of(figures), null, null, null);

    private static Measured Of(string row, string network, string unit, IReadOnlyList<(double Ours, double Theirs)> pairs, Func<double, double> figure, double? bar) => new(
        row, network, unit, Spread.Of(pairs.Select(p => figure(p.Ours))), Spread.Of(pairs.Select(p => figure(p.Theirs))), Spread.Of(pairs.Select(p => p.Ours / p.Theirs)), bar);
}
