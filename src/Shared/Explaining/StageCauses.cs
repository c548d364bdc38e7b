using System.Collections.Immutable;
using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.Shared.Explaining;

/// <summary>Finds out what makes a stage another one than all that were there before it.</summary>
/// <param name="trialThrough">A trial that goes through a stage, best one of the given method; null when none does.</param>
public sealed class StageCauses(StageHistory history, Func<StageKey, string?, KnownTrial?> trialThrough)
{
    /// <summary>Candidates that are looked at closely: their keys of the sweep file are counted, where the first look counts fields of stages.</summary>
    private const int CloseLooks = 24;

    /// <param name="trial">The trial for which the stage is explained; null when no trial goes through it any more.</param>
    public StageCause Of(StageKey key, KnownTrial? trial)
    {
        var own = trial is null ? null : TrialConfiguration.Read(trial.Configuration);
        var path = history.PathTo(key);
        StageCause? best = null;
        foreach (var candidate in history.Nearest(key, CloseLooks))
        {
            var other = trialThrough(candidate.Key, own?.Method);
            var differences = Differences(path, own, history.PathTo(candidate.Key), other is null ? null : TrialConfiguration.Read(other.Configuration));
            if (best is not null && best.Differences.Length <= differences.Length) continue;
            best = new(candidate, other, differences, ParentRanAnew(path, candidate, differences));
            if (differences.Length == 1) break;
        }

        return best ?? new(null, null, [], false);
    }

    private static ImmutableArray<StageDifference> Differences(
        ImmutableArray<KnownStage> path, TrialConfiguration? own, ImmutableArray<KnownStage> otherPath, TrialConfiguration? other)
    {
        var settings = SettingDifferences.Between(ShiftedDifference.Without(path), own, ShiftedDifference.Without(otherPath), other);
        return
        [
            .. RecipeDifferences(path, otherPath), .. DataDifferences(path, otherPath[^1], settings), .. ShiftedDifference.Between(path[^1], otherPath[^1]), .. settings,
        ];
    }

    private static IEnumerable<StageDifference> RecipeDifferences(ImmutableArray<KnownStage> path, ImmutableArray<KnownStage> otherPath) =>
        from stage in path
        join other in otherPath on stage.Kind equals other.Kind
        where stage.RecipeVersion != other.RecipeVersion
        select new StageDifference(
            DifferenceOf.Recipe, stage.Kind, FormattableString.Invariant($"{stage.RecipeVersion}"), FormattableString.Invariant($"{other.RecipeVersion}"), stage.Kind, []);

    /// <remarks>The content of a data set follows from its name and from what it is rendered with.</remarks>
    private static IEnumerable<StageDifference> DataDifferences(
        ImmutableArray<KnownStage> path, KnownStage other, ImmutableArray<StageDifference> settings)
    {
        if (path[^1].DataFingerprint == other.DataFingerprint) yield break;
        if (settings.Any(s => s.Name is "data.name" or "data.image_size" or "data.render_seed")) yield break;
        yield return new(DifferenceOf.Data, "data", path[^1].DataFingerprint, other.DataFingerprint, path[0].Kind, []);
    }

    private static bool ParentRanAnew(ImmutableArray<KnownStage> path, KnownStage nearest, ImmutableArray<StageDifference> differences) =>
        differences.Length > 0 && differences.All(d => d.Kind != path[^1].Kind) && path.Length > 1 && path[^2].Began > nearest.Began;
}
