using System.Diagnostics;
using AdaSapSweep.Training.Stages;

namespace AdaSapSweep.Benchmarks.Speed;

/// <summary>
/// Listens to a stage of ours and stops it between two steps while the other side takes its turn, so that what slows the machine for a
/// while slows both. The time of a step is from the end of the one before to its own: all that the stage does for it.
/// </summary>
/// <param name="rounds">Turns of each side.</param>
/// <param name="seconds">About how long a turn of ours is; at least one step.</param>
/// <param name="other">Runs so many steps of the other side: the seconds of each.</param>
internal sealed class Turns(int rounds, double seconds, Func<int, double[]> other) : IStageObserver, IDisposable
{
    private const int WarmUps = 2;

    private readonly CancellationTokenSource _enough = new();
    private readonly List<double> _turn = [];
    private int _left = WarmUps;
    private int _block;
    private long _began;

    /// <summary>Cancelled after the last turn.</summary>
    public CancellationToken Enough => _enough.Token;

    /// <summary>Median seconds of a step, turn by turn.</summary>
    public List<(double Ours, double Theirs)> Pairs { get; } = [];

    public void Stepped(long step)
    {
        var elapsed = Stopwatch.GetElapsedTime(_began).TotalSeconds;
        if (Enough.IsCancellationRequested) return;
        if (_left > 0)
        {
            if (--_left == 0) Begin(elapsed);
        }
        else
        {
            _turn.Add(elapsed);
            if (_turn.Count == _block) HandOver();
        }
        _began = Stopwatch.GetTimestamp();
    }

    /// <summary>A checkpoint, a measurement between epochs: no part of a step.</summary>
    public void Entered(string phase) => _began = Stopwatch.GetTimestamp();

    public void EpochEnded(int epoch, IReadOnlyDictionary<string, double> metrics) => _began = Stopwatch.GetTimestamp();

    public void Prepared(long images)
    {
    }

    public void Happened(string name, IReadOnlyDictionary<string, object> facts)
    {
    }

    public void Dispose() => _enough.Dispose();

    private void Begin(double step)
    {
        _block = Math.Max(1, (int)Math.Round(seconds / step));
        other(WarmUps);
    }

    private void HandOver()
    {
        Pairs.Add((Spread.Of(_turn).Median, Spread.Of(other(_turn.Count)).Median));
        _turn.Clear();
        if (Pairs.Count == rounds) _enough.Cancel();
    }
}
