using System.Collections.Frozen;
using System.Collections.Immutable;
using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.Coordinator.Scheduling;

/// <summary>The shape of a plan, which never changes while a sweep runs: who follows whom, who shares what, and what is urgent.</summary>
public sealed class StageTree
{
    private readonly FrozenDictionary<StageKey, Node> _nodes;

    public StageTree(SweepPlan plan)
    {
        Plan = plan;
        var children = plan.Stages.Where(s => s.Parent is not null).ToLookup(s => s.Parent!.Value, s => s.Key);
        var trials = plan.Trials.SelectMany(t => t.Stages.Select(key => (key, t))).ToLookup(pair => pair.key, pair => pair.t);
        var nodes = new Dictionary<StageKey, Node>(plan.Stages.Length);
        for (var i = 0; i < plan.Stages.Length; i++)
        {
            var spec = plan.Stages[i];
            var depth = spec.Parent is { } parent ? nodes[parent].Depth + 1 : 0;
            nodes.Add(spec.Key, new(spec, i, depth, [.. children[spec.Key]], [.. trials[spec.Key]]));
        }
        _nodes = nodes.ToFrozenDictionary();
    }

    public SweepPlan Plan { get; }

    public StageSpec Spec(StageKey key) => _nodes[key].Spec;

    public bool Contains(StageKey key) => _nodes.ContainsKey(key);

    public ImmutableArray<StageKey> Children(StageKey key) => _nodes[key].Children;

    /// <summary>The trials whose path goes through the stage, in plan order.</summary>
    public ImmutableArray<TrialSpec> Trials(StageKey key) => _nodes[key].Trials;

    /// <summary>Deepest first, to finish trials early and to free artifacts; longest first among equals; then the plan's order.</summary>
    public Priority PriorityOf(StageKey key)
    {
        var node = _nodes[key];
        return new(-node.Depth, -node.Spec.Work, node.Order, key);
    }

    private sealed record Node(StageSpec Spec, int Order, int Depth, ImmutableArray<StageKey> Children, ImmutableArray<TrialSpec> Trials);
}

/// <summary>Place in the queue: the smallest runs first. <see cref="Order"/> is unique within a plan.</summary>
public readonly record struct Priority(int Depth, double Work, int Order, StageKey Key) : IComparable<Priority>
{
    public int CompareTo(Priority other) => (Depth, Work, Order).CompareTo((other.Depth, other.Work, other.Order));

    public static bool operator <(Priority left, Priority right) => left.CompareTo(right) < 0;

    public static bool operator >(Priority left, Priority right) => left.CompareTo(right) > 0;

    public static bool operator <=(Priority left, Priority right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Priority left, Priority right) => left.CompareTo(right) >= 0;
}
