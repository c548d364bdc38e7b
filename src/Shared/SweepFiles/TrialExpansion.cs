using System.Collections.Immutable;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Recipes;
using AdaSapSweep.Shared.SweepFiles.Settings;

namespace AdaSapSweep.Shared.SweepFiles;

/// <summary>Expands grids into trials: methods outermost, then axes in the order of the file, seeds innermost.</summary>
/// <param name="fixedValues">Given for all grids; a grid's own value comes first.</param>
internal sealed class TrialExpansion(
    TrialSurroundings surroundings, ImmutableDictionary<string, SettingValue> fixedValues, ImmutableArray<long> seeds)
{
    /// <param name="repeated">Trials left out because an earlier one has the same configuration.</param>
    public ImmutableArray<ResolvedTrial> Of(ImmutableArray<GridDefinition> grids, out int repeated)
    {
        var trials = ImmutableArray.CreateBuilder<ResolvedTrial>();
        foreach (var grid in grids)
        {
            foreach (var method in grid.Methods) trials.AddRange(Of(grid, method));
        }

        var expanded = trials.Count;
        // The points of one grid differ, as do those of two methods: only where a method comes twice are trials compared.
        var distinct = grids.SelectMany(g => g.Methods).CountBy(m => m).Any(m => m.Value > 1) ? Distinct(trials) : trials.DrainToImmutable();
        repeated = expanded - distinct.Length;
        return distinct;
    }

    public ImmutableHashSet<string> NamedSettings(ImmutableArray<GridDefinition> grids) =>
        [.. fixedValues.Keys, .. grids.SelectMany(g => g.Axes).Select(a => a.Name)];

    private static ImmutableArray<ResolvedTrial> Distinct(ImmutableArray<ResolvedTrial>.Builder trials)
    {
        Parallel.For(0, trials.Count, i => _ = trials[i].Id);
        var seen = new HashSet<TrialId>(trials.Count);
        return [.. trials.Where(t => seen.Add(t.Id))];
    }

    private IEnumerable<ResolvedTrial> Of(GridDefinition grid, string method)
    {
        var layout = GridSettings.LayoutOf(method);
        // A grid's own share takes the place of another measure's that is given for all grids.
        var hasShare = grid.Axes.Any(a => KeptShare.Keys.Contains(a.Name));
        SettingValue?[] ground =
            [.. layout.Definitions.Select(d => hasShare && KeptShare.Keys.Contains(d.Name) ? null : fixedValues.GetValueOrDefault(d.Name))];
        var points = new MethodGrid(method, ground, [.. grid.AxesOf(method)], seeds, surroundings);
        PointExclusion[] excludes = [.. grid.Excludes.Select(e => PointExclusion.Of(e, points, seeds)).OfType<PointExclusion>()];
        for (var point = 0; point < points.Points; point++)
        {
            if (!Array.Exists(excludes, e => e.Matches(point))) yield return new(points, point);
        }
    }
}
