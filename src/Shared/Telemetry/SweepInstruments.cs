using System.Diagnostics;
using System.Diagnostics.Metrics;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store.Columns;

namespace AdaSapSweep.Shared.Telemetry;

/// <summary>Owns every span source and instrument of a process. Costs next to nothing while nobody listens; safe for concurrent use.</summary>
public sealed class SweepInstruments : IDisposable
{
    private readonly Meter _meter;
    private readonly Gauge<long> _stages;
    private readonly Gauge<long> _trials;
    private readonly Counter<long> _attempts;
    private readonly Histogram<double> _stageDuration;
    private readonly Histogram<double> _stepDuration;
    private readonly Counter<long> _images;
    private readonly Gauge<double> _throughput;
    private readonly Gauge<double> _epochMetrics;
    private readonly Gauge<double> _measurements;

    /// <param name="source">One of <see cref="TelemetrySources"/>.</param>
    public SweepInstruments(string source)
    {
        Spans = new(source, TelemetryHost.Version);
        _meter = new(source, TelemetryHost.Version);
        _stages = _meter.CreateGauge<long>("adasap.stages", "{stage}", "Stages of the plan by state.");
        _trials = _meter.CreateGauge<long>("adasap.trials", "{trial}", "Trials of the plan by state.");
        _attempts = _meter.CreateCounter<long>("adasap.attempts", "{attempt}", "Attempts that ended.");
        _stageDuration = _meter.CreateHistogram<double>("adasap.stage.duration", "s", "From lease to report of an attempt.");
        _stepDuration = _meter.CreateHistogram<double>("adasap.train.step.duration", "s", "Wall time of one optimizer step.");
        _images = _meter.CreateCounter<long>("adasap.train.images", "{image}", "Training images that went through an optimizer step.");
        _throughput = _meter.CreateGauge<double>("adasap.train.throughput", "{image}/s", "Training images per second over the last epoch.");
        _epochMetrics = _meter.CreateGauge<double>("adasap.train.metric", "1", "The last epoch's loss, accuracy and the like.");
        _measurements = _meter.CreateGauge<double>("adasap.evaluation.measurement", "1", "The last finished stage's accepted results.");
        _meter.CreateObservableUpDownCounter("process.memory.usage", () => Environment.WorkingSet, "By", "Physical memory of the process.");
    }

    public ActivitySource Spans { get; }

    public void StagesAre(IReadOnlyDictionary<StageState, int> counts)
    {
        foreach (var (state, count) in counts) _stages.Record(count, Tag(TelemetryAttributes.StageState, state.ToColumn()));
    }

    public void TrialsAre(IReadOnlyDictionary<TrialState, int> counts)
    {
        foreach (var (state, count) in counts) _trials.Record(count, Tag(TelemetryAttributes.TrialState, state.ToColumn()));
    }

    /// <param name="failure">Null: it succeeded.</param>
    public void AttemptEnded(string stageKind, FailureKind? failure, TimeSpan duration)
    {
        var kind = Tag(TelemetryAttributes.StageKind, stageKind);
        var outcome = Tag(TelemetryAttributes.Outcome, failure?.ToColumn() ?? TelemetryAttributes.Succeeded);
        _attempts.Add(1, kind, outcome);
        _stageDuration.Record(duration.TotalSeconds, kind, outcome);
    }

    public void StepEnded(string stageKind, int images, TimeSpan duration)
    {
        var kind = Tag(TelemetryAttributes.StageKind, stageKind);
        _stepDuration.Record(duration.TotalSeconds, kind);
        _images.Add(images, kind);
    }

    public void EpochEnded(string stageKind, double imagesPerSecond, IEnumerable<EpochMetric> metrics)
    {
        var kind = Tag(TelemetryAttributes.StageKind, stageKind);
        _throughput.Record(imagesPerSecond, kind);
        foreach (var metric in metrics) _epochMetrics.Record(metric.Value, kind, Tag(TelemetryAttributes.Measurement, metric.Name));
    }

    public void StageMeasured(string stageKind, IEnumerable<Measurement> measurements)
    {
        var kind = Tag(TelemetryAttributes.StageKind, stageKind);
        foreach (var m in measurements) _measurements.Record(m.Value, kind, Tag(TelemetryAttributes.Measurement, m.Name));
    }

    public void Dispose()
    {
        Spans.Dispose();
        _meter.Dispose();
    }

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
