using System.Collections.Immutable;
using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.Shared.Explaining;

/// <summary>The stages of a store in the order in which they began.</summary>
/// <param name="stages">Each once, with all its ancestors.</param>
/// <param name="runs">When runs of sweeps began, in any order.</param>
public sealed class StageHistory(IEnumerable<KnownStage> stages, IEnumerable<DateTimeOffset> runs)
{
    private readonly Dictionary<StageKey, KnownStage> _stages = stages.ToDictionary(s => s.Key);
    private readonly ImmutableArray<DateTimeOffset> _runs = [.. runs.Order()];

    public KnownStage this[StageKey key] => _stages[key];

    /// <summary>From the root to the stage itself.</summary>
    public ImmutableArray<KnownStage> PathTo(StageKey key)
    {
        var path = new List<KnownStage>();
        for (KnownStage? stage = _stages[key]; stage is not null; stage = stage.Parent is { } parent ? _stages[parent] : null) path.Add(stage);
        path.Reverse();
        return [.. path];
    }

    /// <summary>
    /// Stages of the same kind that had begun before this one did, or ever when it has not begun: first those from before the run of a
    /// sweep in which it began, then those of that run, in each group the nearest first. Distance counts fields that differ anywhere on
    /// the two paths; among equals the latest comes first.
    /// </summary>
    /// <param name="atMost">For each of the two groups.</param>
    public IReadOnlyList<KnownStage> Nearest(StageKey key, int atMost)
    {
        var stage = _stages[key];
        var distances = new PathDistances(_stages, PathTo(key));
        var run = RunOf(stage);
        var (earlier, sameRun) = (new Shortlist(atMost), new Shortlist(atMost));
        foreach (var candidate in _stages.Values.Where(s => s.Kind == stage.Kind && IsBefore(s, stage)))
            (candidate.Began < run ? earlier : sameRun).Offer(candidate, distances.To(candidate));
        return [.. earlier.NearestFirst(), .. sameRun.NearestFirst()];
    }

    private DateTimeOffset RunOf(KnownStage stage) =>
        stage.Began is { } began ? _runs.LastOrDefault(run => run <= began) : _runs.LastOrDefault();

    private static bool IsBefore(KnownStage candidate, KnownStage stage)
    {
        if (candidate.Began is not { } began || candidate.Key == stage.Key) return false;
        if (stage.Began is not { } own || began < own) return true;
        return began == own && string.CompareOrdinal(candidate.Key.Value, stage.Key.Value) < 0;
    }

    /// <summary>The nearest of all that were offered.</summary>
    private sealed class Shortlist(int atMost)
    {
        private readonly PriorityQueue<KnownStage, Rank> _farthestFirst = new(Comparer<Rank>.Create((a, b) => b.CompareTo(a)));

        public void Offer(KnownStage stage, int distance)
        {
            _farthestFirst.Enqueue(stage, new(distance, stage.Began!.Value, stage.Key));
            if (_farthestFirst.Count > atMost) _farthestFirst.Dequeue();
        }

        public IEnumerable<KnownStage> NearestFirst() => _farthestFirst.UnorderedItems.OrderBy(i => i.Priority).Select(i => i.Element);
    }

    private readonly record struct Rank(int Distance, DateTimeOffset Began, StageKey Key) : IComparable<Rank>
    {
        public int CompareTo(Rank other)
        {
            var order = Distance.CompareTo(other.Distance);
            if (order == 0) order = other.Began.CompareTo(Began);
            return order != 0 ? order : string.CompareOrdinal(Key.Value, other.Key.Value);
        }
    }
}
