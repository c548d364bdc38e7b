using AdaSapSweep.Stages;
using AdaSapSweep.Training.Criteria;
using AdaSapSweep.Training.Networks;
using AdaSapSweep.Training.Pruning;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Stages;

/// <summary>Removes channels after the steps that the schedule names.</summary>
internal sealed class ChannelCuts(ChannelPruningSettings settings, TrainingState state, long steps, IStageObserver observer)
{
    /// <summary>Makes the cut that is due after the step just done, if one is.</summary>
    /// <exception cref="DivergedException">A score is not finite.</exception>
    public void AfterStep()
    {
        for (var cut = settings.Cuts; cut >= 1; cut--)
            if (PruningSchedule.StepOf(cut, settings.Cuts, steps) == state.Step)
            {
                Make(cut);
                return;
            }
    }

    private void Make(int cut)
    {
        var blueprint = state.Network.Blueprint;
        var dense = NetworkCosts.ParametersOf(blueprint with { Widths = blueprint.DenseWidths });
        var target = (long)Math.Round(PruningSchedule.KeptShare(settings, cut) * dense);
        var chosen = ChannelSelection.Choose(blueprint, Ranking(), target);
        ChannelSurgery.Remove(state.Network, chosen, state.Optimizer.Buffers);
        state.Scores.Cut(chosen);
        observer.Happened(StageEvents.ChannelsRemoved, new Dictionary<string, object>
        {
            ["step"] = state.Step,
            ["channels"] = chosen.Sum(c => c.Value.Count),
            ["target_parameters"] = target,
            [EpochMetrics.Parameters] = NetworkCosts.ParametersOf(state.Network.Blueprint),
        });
    }

    private Dictionary<string, double[]> Ranking()
    {
        using var scope = NewDisposeScope();
        var scores = StageScores.Of(state, settings.Criterion, settings.GroupReduction).ToDictionary(
            s => s.Key, s => Finite(s.Key, s.Value.to(ScalarType.Float64).cpu().data<double>().ToArray()), StringComparer.Ordinal);
        return ScoreRanking.Of(scores, settings.Criterion, settings.ScoreNormalisation, settings.Ranking);
    }

    private double[] Finite(string group, double[] scores) => scores.All(double.IsFinite)
        ? scores
        : throw new DivergedException($"a score of group '{group}' is not a finite number at step {state.Step}");
}
