using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;
using AdaSapSweep.Shared.Telemetry;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Coordinator.Watching;

/// <summary>A stage that a slot holds, and what the slot has said of it. Used by one actor.</summary>
/// <param name="firstTrial">See <see cref="SlotWork.FirstTrial"/>.</param>
internal sealed class HeldStage(StageLease lease, StageSpec spec, int firstTrial, int trials)
{
    private readonly int _batch = BatchOf(spec);
    private readonly StepRate _rate = new();
    private int _epoch;
    private int _plannedEpochs;
    private string? _phase;
    private double? _loss;

    public StageLease Lease => lease;

    /// <summary>Of its epochs that are through, from 0 to 1.</summary>
    public double Share => _plannedEpochs > 0 ? Math.Min(1, (double)_epoch / _plannedEpochs) : 0;

    public void Advance(StageProgressed told, DateTimeOffset now)
    {
        (_epoch, _plannedEpochs) = (told.Epoch, told.PlannedEpochs);
        // A word from another process, which is shown.
        _phase = StagePhaseNames.All.Contains(told.Phase) ? told.Phase : null;
        _loss = told.Epochs.LastOrDefault(m => m.Name == "loss")?.Value ?? _loss;
        _rate.Tell(now, told.OwnSteps, _phase);
    }

    public SlotWork Now() => new(
        lease.Stage, spec.Kind, lease.Attempt, firstTrial, trials, _phase, _epoch, _plannedEpochs, _loss,
        _rate.PerSecond is not { } steps ? null : _batch > 0 ? new Speed(steps * _batch, Speed.Images) : new Speed(steps, Speed.Steps));

    /// <summary>0 where a step is not of so many training images.</summary>
    private static int BatchOf(StageSpec spec)
    {
        try
        {
            return spec.ReadSettings() is TrainingSettings training ? training.BatchSize : 0;
        }
        catch (FormatException)
        {
            return 0;
        }
    }
}
