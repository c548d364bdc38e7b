using System.Collections.Immutable;
using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.Shared.Explaining;

/// <summary>How far other stages' paths are from one path. What is found of an ancestor serves all stages below it.</summary>
internal sealed class PathDistances(IReadOnlyDictionary<StageKey, KnownStage> stages, ImmutableArray<KnownStage> path)
{
    private readonly Dictionary<string, KnownStage> _own = path.ToDictionary(s => s.Kind, StringComparer.Ordinal);
    private readonly Dictionary<StageKey, HashSet<FieldDifference>> _ancestors = [];

    /// <summary>
    /// Fields that differ, one that several stages of the path hold counted once, and stages that only one of the paths has. A block that only
    /// one side has is as far as its fields: a stage without an attack is farther from one with than another attack's is.
    /// </summary>
    public int To(KnownStage other) => Differences(other).Sum(d => d.Fields);

    private HashSet<FieldDifference> Differences(KnownStage other)
    {
        var found = other.Parent is { } parent ? [.. Above(parent)] : new HashSet<FieldDifference>();
        AddOwn(other, found);
        foreach (var kind in Absent(other)) found.Add(new(kind, "", null));
        return found;
    }

    private HashSet<FieldDifference> Above(StageKey key)
    {
        if (_ancestors.TryGetValue(key, out var known)) return known;
        var stage = stages[key];
        var found = stage.Parent is { } parent ? [.. Above(parent)] : new HashSet<FieldDifference>();
        AddOwn(stage, found);
        _ancestors.Add(key, found);
        return found;
    }

    private void AddOwn(KnownStage other, HashSet<FieldDifference> found)
    {
        if (!_own.TryGetValue(other.Kind, out var own))
        {
            found.Add(new(other.Kind, null, ""));
            return;
        }

        FieldDifference.Collect(own.Settings.Span, other.Settings.Span, found);
        if (own.RecipeVersion != other.RecipeVersion) found.Add(new($"recipe {own.Kind}", "", ""));
        if (own.DataFingerprint != other.DataFingerprint) found.Add(new("data", own.DataFingerprint, other.DataFingerprint));
    }

    private IEnumerable<string> Absent(KnownStage other)
    {
        var there = new HashSet<string>(StringComparer.Ordinal);
        for (KnownStage? stage = other; stage is not null; stage = stage.Parent is { } parent ? stages[parent] : null) there.Add(stage.Kind);
        return _own.Keys.Where(kind => !there.Contains(kind));
    }
}
