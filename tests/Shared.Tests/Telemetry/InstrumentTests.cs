using System.Diagnostics.Metrics;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Telemetry;

namespace AdaSapSweep.Shared.Tests.Telemetry;

[Collection(TelemetryOfTheProcess.Name)]
public sealed class TheInstruments : IDisposable
{
    private readonly SweepInstruments _instruments = new(TelemetrySources.GpuActor);
    private readonly MeterListener _listener = new();
    private readonly List<Instrument> _published = [];
    private readonly List<string> _recorded = [];

    public TheInstruments()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name != TelemetrySources.GpuActor) return;
            _published.Add(instrument);
            listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.Start();
    }

    [Fact]
    public void HaveDottedLowerCaseNames_AUnitAndADescription()
    {
        Assert.NotEmpty(_published);
        Assert.All(_published, i => Assert.Matches("^[a-z]+(\\.[a-z_]+)+$", i.Name));
        Assert.All(_published, i => Assert.False(string.IsNullOrEmpty(i.Unit) || string.IsNullOrEmpty(i.Description), i.Name));
        Assert.Equal(_published.Count, _published.Select(i => i.Name).Distinct().Count());
    }

    [Fact]
    public void TellWhatHappened_WithFewTags()
    {
        _instruments.StagesAre(new Dictionary<StageState, int> { [StageState.Pending] = 4, [StageState.Running] = 1 });
        _instruments.AttemptEnded("pretrain", null, TimeSpan.FromSeconds(2));
        _instruments.AttemptEnded("pretrain", FailureKind.OutOfMemory, TimeSpan.FromSeconds(1));
        _instruments.StepEnded("pretrain", 128, TimeSpan.FromSeconds(0.5));
        _instruments.EpochEnded("pretrain", 1000, [new(1, "loss", 0.5)]);
        _instruments.StageMeasured("evaluate", [new("clean_accuracy", 0.75, false)]);
        Assert.Equal(
            [
                "adasap.stages 4 pending", "adasap.stages 1 running",
                "adasap.attempts 1 pretrain succeeded", "adasap.stage.duration 2 pretrain succeeded",
                "adasap.attempts 1 pretrain out-of-memory", "adasap.stage.duration 1 pretrain out-of-memory",
                "adasap.train.step.duration 0.5 pretrain", "adasap.train.images 128 pretrain",
                "adasap.train.throughput 1000 pretrain", "adasap.train.metric 0.5 pretrain loss",
                "adasap.evaluation.measurement 0.75 evaluate clean_accuracy",
            ],
            _recorded);
    }

    [Fact]
    public void WatchTheMemoryOfTheProcess()
    {
        _listener.RecordObservableInstruments();
        var value = Assert.Single(_recorded, r => r.StartsWith("process.memory.usage ", StringComparison.Ordinal));
        Assert.NotEqual("process.memory.usage 0", value);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _instruments.Dispose();
    }

    private void Record<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _recorded.Add(FormattableString.Invariant($"{instrument.Name} {value} {string.Join(' ', tags.ToArray().Select(t => t.Value))}").TrimEnd());
}
