using System.Collections.Immutable;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.Planning;

/// <summary>What a plan comes to with and without sharing.</summary>
public sealed record PlanTotals(ImmutableArray<KindTotals> Kinds)
{
    public KindTotals All => new(
        "all", Kinds.Sum(k => k.Stages), Kinds.Sum(k => k.StagesAlone), Kinds.Sum(k => k.Epochs), Kinds.Sum(k => k.EpochsAlone), Kinds.Sum(k => k.Work), Kinds.Sum(k => k.WorkAlone));

    /// <param name="plan">From <see cref="Planner"/>.</param>
    public static PlanTotals Of(SweepPlan plan)
    {
        var trials = TrialsThrough(plan);
        var kinds = new List<string>();
        var totals = new Dictionary<string, KindTotals>(StringComparer.Ordinal);
        foreach (var stage in plan.Stages)
        {
            if (!totals.TryGetValue(stage.Kind, out var sum))
            {
                kinds.Add(stage.Kind);
                sum = new(stage.Kind, 0, 0, 0, 0, 0, 0);
            }

            totals[stage.Kind] = sum.With(stage, trials[stage.Place]);
        }

        return new([.. kinds.Select(kind => totals[kind])]);
    }

    /// <summary>The sum over the stages of every trial, as if none were shared.</summary>
    /// <param name="plan">From <see cref="Planner"/>.</param>
    public static double Alone(SweepPlan plan, Func<StageSpec, double> cost)
    {
        var trials = TrialsThrough(plan);
        return plan.Stages.Sum(s => cost(s) * trials[s.Place]);
    }

    private static int[] TrialsThrough(SweepPlan plan)
    {
        var trials = new int[plan.Stages.Length];
        foreach (var trial in plan.Trials)
        {
            for (var stage = trial.Last; stage is not null; stage = stage.PlannedParent) trials[stage.Place]++;
        }

        return trials;
    }
}

/// <summary>The stages of one kind.</summary>
/// <param name="StagesAlone">Here and below: as it would be if no trial shared anything.</param>
/// <param name="Work">See <see cref="StageSpec.Work"/>.</param>
public sealed record KindTotals(string Kind, long Stages, long StagesAlone, long Epochs, long EpochsAlone, double Work, double WorkAlone)
{
    internal KindTotals With(StageSpec stage, int trials)
    {
        var epochs = (stage.Content.Record as TrainingSettings)?.Epochs ?? 0;
        return new(Kind, Stages + 1, StagesAlone + trials, Epochs + epochs, EpochsAlone + ((long)epochs * trials), Work + stage.Work, WorkAlone + (stage.Work * trials));
    }
}
