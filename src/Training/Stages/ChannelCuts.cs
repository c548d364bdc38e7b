using AdaSapSweep.Stages;
using AdaSapSweep.Training.Criteria;
using AdaSapSweep.Training.Latency;
using AdaSapSweep.Training.Networks;
using AdaSapSweep.Training.Pruning;
using static TorchSharp.torch;
using Names = AdaSapSweep.Stages.Criteria;

namespace AdaSapSweep.Training.Stages;

/// <summary>Removes channels after the steps that the schedule names.</summary>
internal sealed class ChannelCuts
{
    private readonly ChannelPruningSettings _settings;
    private readonly TrainingState _state;
    private readonly long _steps;
    private readonly IStageObserver _observer;
    private readonly ChannelCost _cost;
    private readonly string _quantity;

    /// <summary>Times the network's layers when time is the target and a checkpoint has not brought their times.</summary>
    /// <param name="side">Pixels of a side of the stage's images.</param>
    /// <exception cref="ArgumentException">The settings name no target, or several.</exception>
    public ChannelCuts(ChannelPruningSettings settings, TrainingState state, long steps, int side, IStageObserver observer, CancellationToken stop = default)
    {
        (_settings, _state, _steps, _observer) = (settings, state, steps, observer);
        PruningSchedule.Target(settings);
        var blueprint = state.Network.Blueprint;
        if (settings.LatencyRatio is not null)
        {
            state.Latency ??= LatencyMeasurement.Of(
                blueprint, side, settings.LatencyBatch ?? throw new ArgumentException("a latency is that of a batch", nameof(settings)), state.Network.Device, stop);
            (_quantity, _cost) = (EpochMetrics.EstimatedLatency, new LatencyCost(blueprint, side, state.Latency));
        }
        else
        {
            (_quantity, _cost) = settings.MacRatio is null
                ? (EpochMetrics.Parameters, (ChannelCost)QuadraticCost.Parameters(blueprint))
                : (EpochMetrics.Macs, QuadraticCost.Macs(blueprint, side));
        }
    }

    /// <summary>What the target counts, after the channels removed so far; null for parameters, which every stage reports.</summary>
    public (string Name, double Value)? Reported => _quantity == EpochMetrics.Parameters ? null : (_quantity, _cost.Of(_state.Network.Blueprint));

    /// <summary>Makes the cut that comes before all training, if that is when they are made. A checkpoint has it behind it.</summary>
    /// <exception cref="DivergedException">A score is not finite.</exception>
    public void BeforeFirstStep()
    {
        if (_settings.Schedule == PruningSchedules.AtStart && _state.Step == 0) Make(_settings.Cuts);
    }

    /// <summary>Makes the cut that is due after the step just done, if one is.</summary>
    /// <exception cref="DivergedException">A score is not finite.</exception>
    public void AfterStep()
    {
        if (_settings.Schedule == PruningSchedules.AtStart) return;
        for (var cut = _settings.Cuts; cut >= 1; cut--)
            if (PruningSchedule.StepOf(cut, _settings.Cuts, _steps) == _state.Step)
            {
                Make(cut);
                return;
            }
    }

    private void Make(int cut)
    {
        _observer.Entered(StagePhases.Prune);
        var blueprint = _state.Network.Blueprint;
        var target = PruningSchedule.KeptShare(_settings, cut) * _cost.OfDense(blueprint);
        if (_settings.LatencyRatio is null) target = Math.Round(target);
        var chosen = ChannelSelection.Choose(blueprint, Ranking(), _cost, target, weighed: _settings.Criterion == Names.Latency, _settings.Multiple ?? 1);
        ChannelSurgery.Remove(_state.Network, chosen, _state.Optimizer.Buffers);
        _state.Scores.Cut(chosen);
        _observer.Happened(StageEvents.ChannelsRemoved, new Dictionary<string, object>
        {
            ["step"] = _state.Step,
            ["channels"] = chosen.Sum(c => c.Value.Count),
            [$"target_{_quantity}"] = target,
            [_quantity] = _cost.Of(_state.Network.Blueprint),
        });
        _observer.Entered(StagePhases.Train);
    }

    private Dictionary<string, double[]> Ranking()
    {
        using var scope = NewDisposeScope();
        var scores = StageScores.Of(_state, _settings.Criterion, _settings.GroupReduction).ToDictionary(
            s => s.Key, s => Finite(s.Key, s.Value.to(ScalarType.Float64).cpu().data<double>().ToArray()), StringComparer.Ordinal);
        return ScoreRanking.Of(scores, _settings.Criterion, _settings.ScoreNormalisation, _settings.Ranking);
    }

    private double[] Finite(string group, double[] scores) => scores.All(double.IsFinite)
        ? scores
        : throw new DivergedException($"a score of group '{group}' is not a finite number at step {_state.Step}");
}
