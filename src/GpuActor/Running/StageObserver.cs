using System.Diagnostics;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Telemetry;
using AdaSapSweep.Stages;
using AdaSapSweep.Training.Stages;

namespace AdaSapSweep.GpuActor.Running;

/// <summary>Passes on what the training thread says: to the heartbeat, to the attempt's span, to the metrics.</summary>
/// <param name="phases">Begins with the attempt.</param>
internal sealed class StageObserver(StageSpec spec, StageProgress progress, Activity? span, PhaseClock phases, SweepInstruments instruments) : IStageObserver
{
    private readonly int _batch = (StageJson.Read(spec.Kind, spec.Settings) as TrainingSettings)?.BatchSize ?? 0;
    private long _stepAt = Stopwatch.GetTimestamp();
    private long _epochAt = Stopwatch.GetTimestamp();
    private long _images;

    public void Prepared(long images) => progress.Prepared();

    public void Stepped(long step)
    {
        progress.Stepped(step);
        var now = Stopwatch.GetTimestamp();
        if (_batch > 0) instruments.StepEnded(spec.Kind, _batch, Stopwatch.GetElapsedTime(_stepAt, now));
        _stepAt = now;
        _images += _batch;
    }

    public void EpochEnded(int epoch, IReadOnlyDictionary<string, double> metrics)
    {
        progress.EpochEnded(epoch, metrics);
        var now = Stopwatch.GetTimestamp();
        instruments.EpochEnded(
            spec.Kind, _images / Stopwatch.GetElapsedTime(_epochAt, now).TotalSeconds, metrics.Select(m => new EpochMetric(epoch, m.Key, m.Value)));
        (_epochAt, _images) = (now, 0);
        Add(TelemetryEvents.Epoch, metrics.Select(m => KeyValuePair.Create(m.Key, (object?)m.Value)).Prepend(new(TelemetryAttributes.Epoch, epoch)));
    }

    public void Entered(string phase)
    {
        phases.Enter(phase);
        progress.Entered(phase);
        // What was done in between is no part of a step.
        if (phase == StagePhases.Train) _stepAt = Stopwatch.GetTimestamp();
    }

    public void Happened(string name, IReadOnlyDictionary<string, object> facts) => Add(name, facts.Select(f => KeyValuePair.Create(f.Key, (object?)f.Value)));

    private void Add(string name, IEnumerable<KeyValuePair<string, object?>> facts) => span?.AddEvent(new(name, tags: [.. facts]));
}
