namespace AdaSapSweep.Benchmarks.Speed;

/// <summary>A line of the table.</summary>
/// <param name="Row">What is timed.</param>
/// <param name="Unit">Of both sides' figures.</param>
/// <param name="Ratio">Of the times, ours over theirs, turn by turn; null without a reference.</param>
/// <param name="Bar">Highest ratio that is asked for; null: none.</param>
internal sealed record Measured(string Row, string Network, string Unit, Spread Ours, Spread? Theirs, Spread? Ratio, double? Bar)
{
    public static Measured Of(string row, string network, IReadOnlyList<(double Ours, double Theirs)> pairs, double? bar) => new(
        row, network, "ms a step", Spread.Of(pairs.Select(p => 1e3 * p.Ours)), Spread.Of(pairs.Select(p => 1e3 * p.Theirs)),
        Spread.Of(pairs.Select(p => p.Ours / p.Theirs)), bar);

    public bool IsMissed => Ratio is { } ratio && Bar is { } bar && ratio.Median > bar;
}
