using System.Diagnostics;
using static TorchSharp.torch;

namespace AdaSapSweep.Benchmarks.Speed;

/// <summary>
/// Listens to a stage of ours and stops it between two steps while the other side takes its turn, so that what slows the machine for a
/// while slows both. The time of a step is from the end of the one before to its own: all that the stage does for it.
/// </summary>
/// <param name="other">Runs so many steps of the other side: the seconds of each.</param>
internal sealed class Turns(Options options, Device device, Func<int, double[]> other) : SilentObserver, IDisposable
{
    private const int WarmUps = 2;

    private readonly CancellationTokenSource _enough = new();
    private readonly List<double> _turn = [];
    private readonly bool _isQueued = device.type == TorchSharp.DeviceType.CUDA;
    private int _left = WarmUps;
    private int _block;
    private long _began;

    public DeviceWatch Watch { get; } = new(device.type == TorchSharp.DeviceType.CUDA);

    /// <summary>Cancelled after the last turn.</summary>
    public CancellationToken Enough => _enough.Token;

    /// <summary>Seconds of a step, turn by turn: the median; on a device whose work is queued, the mean.</summary>
    public List<(double Ours, double Theirs)> Pairs { get; } = [];

    public override void Stepped(long step)
    {
        if (Enough.IsCancellationRequested) return;
        // A queued step is over when the device says so; within a turn nobody asks it.
        if (_isQueued && (_left > 0 || _turn.Count == _block - 1)) cuda.synchronize(device);
        var elapsed = Stopwatch.GetElapsedTime(_began).TotalSeconds;
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
    public override void Entered(string phase) => _began = Stopwatch.GetTimestamp();

    public override void EpochEnded(int epoch, IReadOnlyDictionary<string, double> metrics) => _began = Stopwatch.GetTimestamp();

    public void Dispose() => _enough.Dispose();

    private void Begin(double step)
    {
        _block = Math.Max(1, (int)Math.Round(options.Seconds / step));
        other(WarmUps);
    }

    private void HandOver()
    {
        Watch.Look();
        Pairs.Add((OfTurn(_turn), OfTurn(other(_turn.Count))));
        _turn.Clear();
        if (Pairs.Count == options.Rounds) _enough.Cancel();
    }

    private double OfTurn(IReadOnlyCollection<double> steps) => _isQueued ? steps.Average() : Spread.Of(steps).Median;
}
