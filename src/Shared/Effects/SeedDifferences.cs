using System.Collections.Immutable;

namespace AdaSapSweep.Shared.Effects;

/// <summary>What one comparison came to in each seed.</summary>
/// <param name="Differences">One a seed: the mean over the settings of the other axes in which both values have a result.</param>
/// <param name="Pairs">Those settings, over all seeds.</param>
/// <param name="AreExact">Neither side depends on the seed.</param>
internal sealed record SeedDifferences(IReadOnlyList<double> Differences, int Pairs, bool AreExact)
{
    public static SeedDifferences Of(ImmutableArray<Measured> measured, string axis, string from, string to, string metric)
    {
        var (left, right) = (With(from), With(to));
        // What only one side has, as a sparsity that dense trials lack, is averaged over.
        var shared = left.Concat(right).Select(m => m.Axes.Keys).Aggregate((IEnumerable<string>?)null, (all, keys) => all is null ? keys : all.Intersect(keys))?
            .Where(a => a != axis).Order(StringComparer.Ordinal).ToList() ?? [];
        var (ours, theirs) = (Means(left), Means(right));
        var pairs = ours.Where(cell => theirs.ContainsKey(cell.Key)).Select(cell => (cell.Key.Seed, Difference: theirs[cell.Key] - cell.Value)).ToList();
        return new(
            [.. pairs.GroupBy(p => p.Seed).OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => s.Average(p => p.Difference))], pairs.Count,
            Same(ours) && Same(theirs));

        List<Measured> With(string value) => [.. measured.Where(m => m.Axes.GetValueOrDefault(axis) == value && m.Value(metric) is not null)];

        Dictionary<(string Seed, string Setting), double> Means(List<Measured> side) => side
            .GroupBy(m => (m.Seed, Setting: string.Join('\n', shared.Select(a => m.Axes[a]))))
            .ToDictionary(cell => cell.Key, cell => cell.Average(m => m.Value(metric)!.Value));
    }

    private static bool Same(Dictionary<(string Seed, string Setting), double> cells) =>
        cells.GroupBy(c => c.Key.Setting).All(setting => setting.Select(c => c.Value).Distinct().Count() == 1);
}
