using AdaSapSweep.Training.Stages;

namespace AdaSapSweep.Training.Tests.Stages;

/// <summary>Remembers what a stage said, and can stop it there.</summary>
internal sealed class Recorder(int? stopAfterEpoch = null) : IStageObserver, IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    public CancellationToken Stop => _stop.Token;

    public List<int> Epochs { get; } = [];

    public List<(string Name, IReadOnlyDictionary<string, object> Facts)> Events { get; } = [];

    public long LastStep { get; private set; }

    /// <summary>0 before the first one.</summary>
    public long FirstStep { get; private set; }

    public Action? OnStep { get; set; }

    public Action<Recorder>? OnPrepared { get; init; }

    public long Images { get; private set; }

    public void Cancel() => _stop.Cancel();

    public void Prepared(long images)
    {
        Images = images;
        OnPrepared?.Invoke(this);
    }

    public void Stepped(long step)
    {
        LastStep = step;
        if (FirstStep == 0) FirstStep = step;
        OnStep?.Invoke();
    }

    public void EpochEnded(int epoch, IReadOnlyDictionary<string, double> metrics)
    {
        Epochs.Add(epoch);
        if (epoch == stopAfterEpoch) _stop.Cancel();
    }

    public void Happened(string name, IReadOnlyDictionary<string, object> facts) => Events.Add((name, facts));

    public void Dispose() => _stop.Dispose();
}
