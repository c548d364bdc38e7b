using AdaSapSweep.Shared.Model;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.Planning;

/// <summary>What is left of a plan, counted without playing it through.</summary>
/// <param name="Seconds">Of all stages to run; null when the time of one is not known.</param>
/// <param name="LongestPath">Seconds of the longest path of stages that must follow each other; null likewise.</param>
/// <param name="Bytes">Of the artifacts of the whole plan; null when the size of one is not known.</param>
public sealed record PlanBounds(int Trials, int Stages, long Epochs, double? Seconds, double? LongestPath, long? Bytes)
{
    /// <param name="plan">From <see cref="Planner"/>.</param>
    public static PlanBounds Of(SweepPlan plan, Func<StageSpec, bool> isDone, Func<StageSpec, double?> secondsOf, Func<StageSpec, long?> bytesOf)
    {
        var ends = new double[plan.Stages.Length];
        var done = new bool[plan.Stages.Length];
        var (stages, epochs) = (0, 0L);
        double? seconds = 0;
        long? bytes = 0;
        foreach (var stage in plan.Stages)
        {
            bytes += bytesOf(stage);
            var before = stage.PlannedParent is { } parent ? ends[parent.Place] : 0;
            if (done[stage.Place] = isDone(stage)) continue;
            var own = secondsOf(stage);
            ends[stage.Place] = before + (own ?? 0);
            stages++;
            epochs += (stage.ReadSettings() as TrainingSettings)?.Epochs ?? 0;
            seconds += own;
        }

        var trials = plan.Trials.Count(t => !done[t.Last!.Place]);
        return new(trials, stages, epochs, seconds, seconds is null ? null : ends.DefaultIfEmpty(0).Max(), bytes);
    }
}
