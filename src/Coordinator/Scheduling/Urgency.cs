using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.Coordinator.Scheduling;

/// <summary>The order in which ready stages of a plan run, and what it follows from. Everything is in the plan's order.</summary>
/// <param name="Depths">0 for a root.</param>
/// <param name="Seconds">Expected time; NaN where nothing is known.</param>
/// <param name="Weights">Expected time, or planned work in the same measure.</param>
internal sealed record Urgency(int[] Depths, double[] Seconds, double[] Weights)
{
    public static Urgency Of(SweepPlan plan, Func<StageSpec, double?>? expectedSeconds)
    {
        var places = new Dictionary<StageKey, int>(plan.Stages.Length);
        var depths = new int[plan.Stages.Length];
        var seconds = new double[plan.Stages.Length];
        for (var i = 0; i < plan.Stages.Length; i++)
        {
            var spec = plan.Stages[i];
            places.Add(spec.Key, i);
            depths[i] = spec.Parent is { } parent ? depths[places[parent]] + 1 : 0;
            seconds[i] = expectedSeconds?.Invoke(spec) ?? double.NaN;
        }
        return new(depths, seconds, WeightsOf(plan, seconds));
    }

    /// <summary>Places of the plan's stages: deepest first, longest first among equals, then the plan's order.</summary>
    public int[] Order()
    {
        var places = Enumerable.Range(0, Depths.Length).ToArray();
        Array.Sort(places, (a, b) =>
        {
            if (Depths[a] != Depths[b]) return Depths[b].CompareTo(Depths[a]);
            var byWeight = Weights[b].CompareTo(Weights[a]);
            return byWeight != 0 ? byWeight : a.CompareTo(b);
        });
        return places;
    }

    /// <summary>Work says how stages compare, not how long they take: it is scaled by those whose time is known.</summary>
    private static double[] WeightsOf(SweepPlan plan, double[] seconds)
    {
        var (time, work) = (0.0, 0.0);
        for (var i = 0; i < seconds.Length; i++)
        {
            if (double.IsNaN(seconds[i])) continue;
            time += seconds[i];
            work += plan.Stages[i].Work;
        }
        var scale = time > 0 && work > 0 ? time / work : 1;
        return [.. seconds.Select((s, i) => double.IsNaN(s) ? plan.Stages[i].Work * scale : s)];
    }
}
