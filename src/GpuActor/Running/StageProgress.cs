using System.Collections.Immutable;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Telemetry;

namespace AdaSapSweep.GpuActor.Running;

/// <summary>How far the training thread is, read by the actor from outside: a long native call delays nobody's heartbeat.</summary>
internal sealed class StageProgress
{
    private readonly Lock _gate = new();
    private readonly List<EpochMetric> _fresh = [];
    private long _steps;
    private long _own;
    private long _blocks;
    private int _epoch;
    private string _phase = StagePhaseNames.Load;

    /// <summary>Rises as long as the stage does something: its steps, and the blocks of images that it read before the first of them.</summary>
    public long Steps => Interlocked.Read(ref _steps) + Interlocked.Read(ref _blocks);

    /// <summary>Steps of this attempt alone, without those before a resume.</summary>
    public long OwnSteps => Interlocked.Read(ref _own);

    public int Epoch => Volatile.Read(ref _epoch);

    /// <summary>What the stage does, from <see cref="StagePhaseNames"/>.</summary>
    public string Phase => Volatile.Read(ref _phase);

    /// <summary>Called by the training thread when it turns to something else.</summary>
    public void Entered(string phase) => Volatile.Write(ref _phase, phase);

    /// <summary>Called by the training thread after each block of images that it reads.</summary>
    public void Prepared() => Interlocked.Increment(ref _blocks);

    /// <summary>Called by the training thread after each step.</summary>
    public void Stepped(long step)
    {
        Interlocked.Exchange(ref _steps, step);
        Interlocked.Increment(ref _own);
    }

    /// <summary>Called by the training thread after each epoch, counted from 1.</summary>
    public void EpochEnded(int epoch, IReadOnlyDictionary<string, double> metrics)
    {
        Volatile.Write(ref _epoch, epoch);
        lock (_gate) _fresh.AddRange(metrics.Select(m => new EpochMetric(epoch, m.Key, m.Value)));
    }

    /// <summary>An epoch has ended since the last <see cref="TakeEpochs"/>.</summary>
    public bool HasUntold
    {
        get
        {
            lock (_gate) return _fresh.Count > 0;
        }
    }

    /// <summary>The numbers of epochs that ended since the last call.</summary>
    public ImmutableArray<EpochMetric> TakeEpochs()
    {
        lock (_gate)
        {
            ImmutableArray<EpochMetric> taken = [.. _fresh];
            _fresh.Clear();
            return taken;
        }
    }
}
