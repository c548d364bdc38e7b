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
        _meter.CreateObservableCounter("process.cpu.time", () => Environment.CpuUsage.TotalTime.TotalSeconds, "s", "Processor time of the process.");
    }

    public ActivitySource Spans { get; }

    /// <summary>Tells a GPU's memory and utilisation at each export.</summary>
    /// <param name="device"><c>cuda:N</c>.</param>
    /// <param name="read">Bytes in use and a share in [0, 1]; null where that is not known. Called on an exporter's thread.</param>
    public void Watch(string device, Func<(long MemoryBytes, double Utilization)?> read)
    {
        // One answer of the tool serves both instruments of an export.
        var last = new Lazy<(long, double)?>[1];
        var tag = Tag(TelemetryAttributes.Device, device);
        _meter.CreateObservableUpDownCounter("hw.gpu.memory.usage", () => Values((last[0] = new(read)).Value, r => r.Item1, tag), "By", "Memory of the GPU that is in use, by all processes.");
        _meter.CreateObservableGauge("hw.gpu.utilization", () => Values((last[0] ?? new(read)).Value, r => r.Item2, tag), "1", "Share of the time in which the GPU computes, for all processes.");
    }

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

    private static IEnumerable<Measurement<T>> Values<T>((long, double)? reading, Func<(long, double), T> choose, KeyValuePair<string, object?> tag) where T : struct =>
        reading is { } known ? [new(choose(known), tag)] : [];

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
