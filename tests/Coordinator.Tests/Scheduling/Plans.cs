using System.Globalization;
using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.Coordinator.Tests.Scheduling;

/// <summary>Made-up plans: the scheduler looks at the tree's shape only.</summary>
internal static class Plans
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly SchedulingPolicy Policy = new()
    {
        LeaseLength = TimeSpan.FromSeconds(10),
        AdoptionGrace = TimeSpan.FromSeconds(10),
        ProgressDeadline = TimeSpan.FromHours(1),
        MaxCrashes = 3,
        MaxOutOfMemory = 3,
        MaxLosses = 3,
        RetryDelay = TimeSpan.FromSeconds(1),
        PrefetchLead = TimeSpan.Zero,
    };

    /// <summary>Trials as paths of stage names, as <c>"root a eval1"</c>; equal names at equal paths are one stage.</summary>
    public static SweepPlan Of(params string[] paths)
    {
        var stages = new Dictionary<string, StageSpec>(StringComparer.Ordinal);
        var trials = new List<TrialSpec>();
        foreach (var path in paths)
        {
            StageSpec? parent = null;
            var keys = new List<StageKey>();
            var prefix = "";
            foreach (var name in path.Split(' '))
            {
                prefix = $"{prefix}/{name}";
                if (!stages.TryGetValue(prefix, out var spec))
                {
                    spec = new(Key(prefix), parent?.Key, name, 1, "{}", "data", 1);
                    stages.Add(prefix, spec);
                }
                keys.Add(spec.Key);
                parent = spec;
            }
            var number = trials.Count + 1;
            trials.Add(new(TrialId.Of(number.ToString(CultureInfo.InvariantCulture)), number, "test", "{}", "{}", [.. keys]));
        }
        return new("test", "none", [.. trials], [.. stages.Values]);
    }

    public static StageKey Key(string path) => new(TrialId.Of(path).Value);

    /// <summary>A state that the machine has settled.</summary>
    public static SweepState Begin(SweepPlan plan, Func<StageSpec, bool>? done = null) =>
        Begin(new StageTree(plan), Policy, plan.Stages.Where(s => done?.Invoke(s) == true).ToDictionary(s => s.Key, _ => new StageRecord(StageState.Succeeded, new(1))));

    /// <param name="stages">What the store has of stages that are not new.</param>
    public static SweepState Begin(
        StageTree tree, SchedulingPolicy policy, Dictionary<StageKey, StageRecord>? stages = null, TrialState trials = TrialState.Pending, params StageKey[] neededElsewhere)
    {
        var record = Record(tree.Plan, stages, trials, neededElsewhere);
        return SweepMachine.Apply(SweepState.Begin(record, tree, policy, Start), new SweepBegun(), Start).State;
    }

    /// <param name="stages">What the store has of stages that are not new.</param>
    public static SweepRecord Record(
        SweepPlan plan, IReadOnlyDictionary<StageKey, StageRecord>? stages = null, TrialState trials = TrialState.Pending, params StageKey[] neededElsewhere) => new(
            new(1), "", 1,
            plan.Stages.ToDictionary(s => s.Key, s => stages?.GetValueOrDefault(s.Key) ?? new StageRecord(StageState.Pending, new(0))),
            plan.Trials.ToDictionary(t => t.Id, _ => trials),
            neededElsewhere.ToHashSet());

    /// <summary>A random tree of trials.</summary>
    public static SweepPlan Random(Random random)
    {
        var paths = new List<string>();
        for (var root = 0; root < 1 + random.Next(3); root++)
        {
            for (var middle = 0; middle < 1 + random.Next(3); middle++)
            {
                for (var leaf = 0; leaf < 1 + random.Next(4); leaf++)
                    paths.Add(random.Next(4) == 0 ? $"r{root} leaf{middle}.{leaf}" : $"r{root} m{middle} leaf{leaf}");
            }
        }
        return Of([.. paths.Distinct(StringComparer.Ordinal)]);
    }
}
