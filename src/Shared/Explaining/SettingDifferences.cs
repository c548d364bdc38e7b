using System.Collections.Immutable;
using System.Text;

namespace AdaSapSweep.Shared.Explaining;

/// <summary>
/// The fewest keys of the sweep file that turn one trial's path into another stage's path: they are changed and the trial is planned
/// again. So a key that means nothing to the stage is not named, and neither is a value that only follows from another.
/// </summary>
internal static class SettingDifferences
{
    public static ImmutableArray<StageDifference> Between(
        ImmutableArray<KnownStage> path, TrialConfiguration? own, ImmutableArray<KnownStage> otherPath, TrialConfiguration? other)
    {
        var goal = Steps(otherPath);
        var kind = path[^1].Kind;
        var start = own?.PathTo(kind) ?? [];
        // An older version may have planned the stage in a way that this one does not: then the stages speak for themselves.
        if (own is null || !start.SequenceEqual(Steps(path))) return Fields(path, otherPath);
        foreach (var keys in Candidates(path, own, otherPath, other, goal))
        {
            if (!own.With(keys, other).PathTo(kind).SequenceEqual(goal)) continue;
            return [.. Fewest(own, other, keys, kind, goal).Select(key => Described(key, own, other, start, kind))];
        }

        return Fields(path, otherPath);
    }

    /// <summary>First without the method: trials of two methods can share a stage under different keys, as the epochs of pretraining.</summary>
    private static IEnumerable<IReadOnlyList<KeyDifference>> Candidates(
        ImmutableArray<KnownStage> path, TrialConfiguration own, ImmutableArray<KnownStage> otherPath, TrialConfiguration? other, ImmutableArray<PlannedStep> goal)
    {
        var common = other is null ? [] : own.Unlike(other);
        if (other?.Method == own.Method)
        {
            yield return common;
            yield break;
        }

        var apart = FieldsApart(Steps(path), goal);
        var guesses = Fields(path, otherPath).SelectMany(f => own.Guesses(new(f.Name, f.Own, f.Other), other))
            .Where(guess => FieldsApart(own.With([guess], other).PathTo(path[^1].Kind), goal) < apart);
        yield return [.. common.Concat(guesses).DistinctBy(k => k.Key)];
        if (other is not null) yield return [.. common, own.MethodUnlike(other)];
    }

    private static List<KeyDifference> Fewest(
        TrialConfiguration own, TrialConfiguration? other, IReadOnlyList<KeyDifference> keys, string kind, ImmutableArray<PlannedStep> goal)
    {
        var left = keys.ToList();
        foreach (var key in keys)
        {
            var without = left.Where(k => k != key).ToList();
            if (own.With(without, other).PathTo(kind).SequenceEqual(goal)) left = without;
        }

        return left;
    }

    private static StageDifference Described(
        KeyDifference key, TrialConfiguration own, TrialConfiguration? other, ImmutableArray<PlannedStep> start, string kind)
    {
        var changed = own.With([key], other).PathTo(kind);
        var at = start.Zip(changed).TakeWhile(pair => pair.First == pair.Second).Count();
        var fields = new List<FieldDifference>();
        if (at < Math.Min(start.Length, changed.Length) && start[at].Kind == changed[at].Kind)
            FieldDifference.Collect(Encoding.UTF8.GetBytes(start[at].Settings), Encoding.UTF8.GetBytes(changed[at].Settings), fields);
        return new(DifferenceOf.Setting, key.Key, key.Own?.Json, key.Other?.Json, start[Math.Min(at, start.Length - 1)].Kind, [.. fields.Select(f => f.Name)]);
    }

    /// <summary>What differs in the stages themselves, and stages that only one path has.</summary>
    private static ImmutableArray<StageDifference> Fields(ImmutableArray<KnownStage> path, ImmutableArray<KnownStage> otherPath)
    {
        var found = new List<StageDifference>();
        foreach (var stage in path)
        {
            var fields = new List<FieldDifference>();
            if (otherPath.FirstOrDefault(s => s.Kind == stage.Kind) is { } other) FieldDifference.Collect(stage.Settings.Span, other.Settings.Span, fields);
            else found.Add(new(DifferenceOf.Setting, stage.Kind, "true", null, stage.Kind, []));
            found.AddRange(fields.Select(f => new StageDifference(DifferenceOf.Setting, f.Name, f.Own, f.Other, stage.Kind, [f.Name])));
        }

        found.AddRange(otherPath.Where(s => path.All(own => own.Kind != s.Kind)).Select(s => new StageDifference(DifferenceOf.Setting, s.Kind, null, "true", path[^1].Kind, [])));
        // What several stages of the path hold is one thing.
        return [.. found.DistinctBy(d => (d.Name, d.Own, d.Other))];
    }

    private static int FieldsApart(ImmutableArray<PlannedStep> steps, ImmutableArray<PlannedStep> goal) => steps.Zip(goal).Sum(pair =>
    {
        var fields = new List<FieldDifference>();
        FieldDifference.Collect(Encoding.UTF8.GetBytes(pair.First.Settings), Encoding.UTF8.GetBytes(pair.Second.Settings), fields);
        return fields.Count;
    });

    private static ImmutableArray<PlannedStep> Steps(ImmutableArray<KnownStage> path) =>
        [.. path.Select(s => new PlannedStep(s.Kind, Encoding.UTF8.GetString(s.Settings.Span)))];
}
