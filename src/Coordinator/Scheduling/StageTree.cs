using System.Collections.Immutable;
using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.Coordinator.Scheduling;

/// <summary>The shape of a plan: who follows whom, who shares what, and what is urgent. It never changes; an edited plan has a tree of its own.</summary>
/// <remarks>
/// Stages go by number, in the order in which ready ones run: deepest first, to finish trials early and to free artifacts; longest
/// first among equals; then the plan's order (<see cref="Scheduling.LongestWay"/> makes exceptions near the end). So a parent always has a higher number than its children. Trials go by their place in the plan.
/// </remarks>
public sealed class StageTree
{
    internal const int None = -1;

    private readonly Dictionary<StageKey, int> _numbers;
    private readonly StageSpec[] _specs;
    private readonly int[] _parents;
    private readonly int[] _depths;
    private readonly double[] _seconds;
    private readonly double[] _weights;
    private readonly float[] _ways;
    private readonly float[] _below;
    private readonly Func<StageSpec, long?>? _expectedBytes;
    private readonly Func<StageSpec, bool, long?>? _expectedMemory;
    private readonly int[] _ends;
    private readonly Groups _children;
    private readonly Groups _trials;
    private readonly Lazy<Dictionary<TrialId, int>> _trialNumbers;

    /// <param name="expectedSeconds">How long a stage is expected to take; null where nothing is known. Asked once a stage.</param>
    /// <param name="expectedBytes">How large a stage's artifact is expected to be; null where nothing is known.</param>
    /// <param name="expectedMemory">How much of its device's memory a stage is expected to take, on a GPU where the second argument is true; null where nothing is known.</param>
    public StageTree(SweepPlan plan, Func<StageSpec, double?>? expectedSeconds = null, Func<StageSpec, long?>? expectedBytes = null, Func<StageSpec, bool, long?>? expectedMemory = null)
    {
        Plan = plan;
        var urgency = Urgency.Of(plan, expectedSeconds);
        var byUrgency = urgency.Order();
        _numbers = new(byUrgency.Length);
        for (var i = 0; i < byUrgency.Length; i++) _numbers.Add(plan.Stages[byUrgency[i]].Key, i);
        _specs = [.. byUrgency.Select(place => plan.Stages[place])];
        _depths = [.. byUrgency.Select(place => urgency.Depths[place])];
        _seconds = [.. byUrgency.Select(place => urgency.Seconds[place])];
        _weights = [.. byUrgency.Select(place => urgency.Weights[place])];
        IsTimed = !Array.TrueForAll(_seconds, double.IsNaN);
        _expectedBytes = expectedBytes;
        _expectedMemory = expectedMemory;
        _parents = [.. _specs.Select(s => s.Parent is { } parent ? _numbers[parent] : None)];
        (_ways, _below) = Ways();
        _ends = [.. plan.Trials.Select(t => _numbers[t.Stages[^1]])];
        _children = new(_specs.Length, Children);
        _trials = new(_specs.Length, Paths);
        _trialNumbers = new(() => Enumerable.Range(0, plan.Trials.Length).ToDictionary(t => plan.Trials[t].Id));
    }

    public SweepPlan Plan { get; }

    internal int Count => _specs.Length;

    public StageSpec Spec(StageKey key) => _specs[_numbers[key]];

    public bool Contains(StageKey key) => _numbers.ContainsKey(key);

    public ImmutableArray<StageKey> Children(StageKey key) => [.. ChildrenOf(_numbers[key]).ToArray().Select(KeyOf)];

    public bool HasChildren(StageKey key) => ChildrenOf(_numbers[key]).Length > 0;

    /// <summary>The trials whose path goes through the stage, in plan order.</summary>
    public IEnumerable<TrialSpec> Trials(StageKey key) => TrialsThrough(_numbers[key]).ToArray().Select(t => Plan.Trials[t]);

    /// <returns><see cref="None"/> for a stage that is not in the plan.</returns>
    internal int NumberOf(StageKey key) => _numbers.GetValueOrDefault(key, None);

    /// <returns><see cref="None"/> for a trial that is not in the plan.</returns>
    internal int TrialNumberOf(TrialId id) => _trialNumbers.Value.GetValueOrDefault(id, None);

    internal StageKey KeyOf(int stage) => _specs[stage].Key;

    internal StageSpec SpecOf(int stage) => _specs[stage];

    /// <returns><see cref="None"/> for a root.</returns>
    internal int ParentOf(int stage) => _parents[stage];

    /// <summary>Most urgent first.</summary>
    internal ReadOnlySpan<int> ChildrenOf(int stage) => _children[stage];

    internal ReadOnlySpan<int> TrialsThrough(int stage) => _trials[stage];

    /// <summary>The last stage on a trial's path.</summary>
    internal int EndOf(int trial) => _ends[trial];

    /// <summary>Neither is to run before the other, but for the plan's order.</summary>
    internal bool AreEquallyUrgent(int one, int other) => _depths[one] == _depths[other] && Weight(one).Equals(Weight(other));

    /// <summary>Expected seconds; null where nothing is known.</summary>
    internal double? ExpectedSeconds(int stage) => double.IsNaN(_seconds[stage]) ? null : _seconds[stage];

    /// <summary>Weights are seconds, for of some stage they are known.</summary>
    internal bool IsTimed { get; }

    /// <summary>Expected seconds as far as they are known, else planned work in the same measure as that of the others.</summary>
    internal double Weight(int stage) => _weights[stage];

    /// <summary>The weights of a stage and of what follows from it.</summary>
    internal WorkAhead Ahead(int stage) => new(_ways[stage], _below[stage]);

    internal long? ExpectedBytes(int stage) => _expectedBytes?.Invoke(_specs[stage]);

    /// <summary>What was known of it before this run.</summary>
    internal long? ExpectedMemory(int stage, bool onGpu) => _expectedMemory?.Invoke(_specs[stage], onGpu);

    private (float[] Longest, float[] Below) Ways()
    {
        float[] longest = [.. _weights.Select(w => (float)w)], below = [.. longest];
        // Children have lower numbers, so a stage is complete when its turn comes.
        for (var i = 0; i < _parents.Length; i++)
        {
            if (_parents[i] is not (>= 0 and var parent)) continue;
            longest[parent] = Math.Max(longest[parent], (float)_weights[parent] + longest[i]);
            below[parent] += below[i];
        }
        return (longest, below);
    }

    private IEnumerable<(int, int)> Children()
    {
        for (var i = 0; i < _parents.Length; i++)
        {
            if (_parents[i] != None) yield return (_parents[i], i);
        }
    }

    /// <summary>Along the parents, which is quicker than by keys.</summary>
    private IEnumerable<(int, int)> Paths()
    {
        for (var trial = 0; trial < _ends.Length; trial++)
        {
            for (var stage = _ends[trial]; stage != None; stage = _parents[stage]) yield return (stage, trial);
        }
    }
}
