using System.Collections.Immutable;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store.Results;

namespace AdaSapSweep.Shared.Effects;

/// <summary>
/// The effect of every axis on every measurement asked for. Two values are compared where trials agree in all other axes that both sides have,
/// seed by seed. A seed counts once, however many pairs it has: its trials share data order and early stages, and are not independent. Intervals are
/// Student's over the seeds' differences, with Bonferroni's correction for all comparisons of the table, so that a sweep without any effect leads to
/// a claim in at most one of twenty.
/// </summary>
/// <param name="Confidence">Of all intervals together.</param>
public sealed record EffectTable(double Confidence, ImmutableArray<Effect> Effects)
{
    public const double UsualConfidence = 0.95;

    /// <summary>Up to so many values each is compared with each; of more, a number with the one below it, a word with the first.</summary>
    private const int MostForAllPairs = 4;

    /// <summary>Seeds' differences that are as near to each other as this are the same: what is left is the rounding of the subtraction.</summary>
    private const double RoundingOfDifferences = 1e-9;

    private const string Method = "method";

    /// <param name="trials">Those that have not succeeded are left out, and so are numbers that are no results.</param>
    /// <param name="seed">The axis that repeats trials.</param>
    public static EffectTable Of(IReadOnlyList<TrialRow> trials, string seed, IReadOnlyList<string> metrics, double confidence = UsualConfidence)
    {
        ImmutableArray<Measured> measured =
        [
            .. trials.Where(t => t.State == TrialState.Succeeded).Select(t =>
            {
                var axes = ResultsTable.AxesOf(t).ToImmutableDictionary(a => a.Key, a => ResultsCsv.Text(a.Value), StringComparer.Ordinal).SetItem(Method, t.Method);
                return new Measured(axes.GetValueOrDefault(seed, ""), axes.Remove(seed), t);
            }),
        ];
        var comparisons = (
            from axis in measured.SelectMany(m => m.Axes.Keys).Distinct().Order(StringComparer.Ordinal).OrderByDescending(a => a == Method)
            from pair in PairsOf(ValuesOf(measured, axis))
            from metric in metrics
            let seeds = SeedDifferences.Of(measured, axis, pair.From, pair.To, metric)
            where seeds.Differences.Count > 0
            select (axis, pair, metric, seeds)).ToList();
        var tested = comparisons.Count(c => c.seeds.Differences.Count > 1);
        return new(confidence, [.. comparisons.Select(c => Judged(c.axis, c.pair, c.metric, c.seeds, (1 - confidence) / Math.Max(1, tested)))]);
    }

    private static Effect Judged(string axis, (string From, string To) pair, string metric, SeedDifferences seeds, double beyond)
    {
        var spread = Spread.Of(seeds.Differences)!.Value;
        if (spread.Deviation is not { } deviation) return new(axis, pair.From, pair.To, metric, spread.Mean, spread.Count, seeds.Pairs, null, null, Holds: false);
        var reach = StudentT.TwoSided(beyond, spread.Count - 1) * deviation / Math.Sqrt(spread.Count);
        // Accuracies on few images can differ by the same in every seed by chance; parameters do because they depend on no seed.
        var holds = deviation > RoundingOfDifferences * Math.Abs(spread.Mean) ? Math.Abs(spread.Mean) > reach : spread.Mean != 0 && seeds.AreExact;
        return new(axis, pair.From, pair.To, metric, spread.Mean, spread.Count, seeds.Pairs, spread.Mean - reach, spread.Mean + reach, holds);
    }

    /// <returns>In the order of the numbers, where all are numbers, else of the trials.</returns>
    private static List<string> ValuesOf(ImmutableArray<Measured> measured, string axis)
    {
        var values = measured.Select(m => m.Axes.GetValueOrDefault(axis)).OfType<string>().Distinct().ToList();
        return values.All(v => AxisNumber.Of(v) is not null) ? [.. values.OrderBy(v => AxisNumber.Of(v))] : values;
    }

    private static IEnumerable<(string From, string To)> PairsOf(List<string> values) => values.Count <= MostForAllPairs
        ? values.SelectMany((from, i) => values.Skip(i + 1).Select(to => (from, to)))
        : values.All(v => AxisNumber.Of(v) is not null) ? values.Zip(values.Skip(1)) : values.Skip(1).Select(to => (values[0], to));
}
