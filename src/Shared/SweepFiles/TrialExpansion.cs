using System.Collections.Immutable;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Recipes;
using AdaSapSweep.Shared.SweepFiles.Checking;
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
        var seen = new HashSet<TrialId>();
        var trials = ImmutableArray.CreateBuilder<ResolvedTrial>();
        repeated = 0;
        foreach (var trial in grids.SelectMany(grid => grid.Methods.SelectMany(method => Of(grid, method))))
        {
            if (seen.Add(trial.Id)) trials.Add(trial);
            else repeated++;
        }

        return trials.ToImmutable();
    }

    public ImmutableHashSet<string> NamedSettings(ImmutableArray<GridDefinition> grids) =>
        [.. fixedValues.Keys, .. grids.SelectMany(g => g.Axes).Select(a => a.Name)];

    private IEnumerable<ResolvedTrial> Of(GridDefinition grid, string method)
    {
        var layout = GridSettings.LayoutOf(method);
        GridAxis[] axes = [.. grid.AxesOf(method)];
        var places = Array.ConvertAll(axes, axis => layout.IndexOf(axis.Name));
        SettingValue?[] ground = [.. layout.Definitions.Select(d => fixedValues.GetValueOrDefault(d.Name))];
        GridExclusion[] excludes = [.. grid.Excludes.Where(e => e.Conditions.All(c => c.Key is KeyReader.Method or KeyReader.Seed || layout.Has(c.Key)))];
        var position = new int[axes.Length];
        do
        {
            var given = (SettingValue?[])ground.Clone();
            for (var i = 0; i < axes.Length; i++) given[places[i]] = axes[i].Values[position[i]];
            var settings = new SettingValues(layout, given);
            foreach (var seed in seeds)
            {
                if (!Array.Exists(excludes, e => Matches(e, method, seed, settings))) yield return new(method, seed, settings, surroundings);
            }
        }
        while (Advance(position, axes));
    }

    private static bool Advance(int[] position, GridAxis[] axes)
    {
        for (var i = axes.Length - 1; i >= 0; i--)
        {
            if (++position[i] < axes[i].Values.Length) return true;
            position[i] = 0;
        }

        return false;
    }

    private static bool Matches(GridExclusion exclusion, string method, long seed, SettingValues settings) =>
        exclusion.Conditions.All(condition => condition.Key switch
        {
            KeyReader.Method => condition.Values.Any(v => v.Word == method),
            KeyReader.Seed => condition.Values.Any(v => v.WholeNumber == seed),
            _ => condition.Values.Contains(settings.Find(condition.Key)!),
        });
}
