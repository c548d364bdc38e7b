using System.Diagnostics;
using System.Runtime.ExceptionServices;
using TorchSharp;
using static TorchSharp.torch;

namespace AdaSapSweep.Benchmarks.Speed;

/// <summary>
/// A stage of ours on a thread of its own, as in a slot, that stops between two steps until it is its turn again. The time of a step is
/// from the end of the one before to its own: all that the stage does for it.
/// </summary>
internal sealed class SteppedStage : SilentObserver, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _turn = new(0);
    private readonly SemaphoreSlim _done = new(0);
    private readonly List<double> _seconds = [];
    private readonly Device _device;
    private readonly Thread _thread;
    private ExceptionDispatchInfo? _error;
    private int _left;
    private long _began;

    /// <param name="stage">Runs it once, told whom to tell and when to stop; called again when it has ended before it was stopped.</param>
    public SteppedStage(Options options, Device device, Action<SteppedStage, CancellationToken> stage)
    {
        _device = device;
        _thread = new Thread(() => Work(options.Threads, stage)) { IsBackground = true };
        _thread.Start();
    }

    private bool IsQueued => _device.type == DeviceType.CUDA;

    /// <returns>Seconds of each step; on a device whose work is queued, their mean.</returns>
    public double[] Run(int steps)
    {
        _left = steps;
        _turn.Release();
        _done.Wait();
        _error?.Throw();
        double[] seconds = [.. _seconds];
        _seconds.Clear();
        return seconds;
    }

    public override void Stepped(long step)
    {
        if (_left == 0) return;
        // A queued step is over when the device says so; within a turn nobody asks it.
        if (IsQueued && _left == 1) cuda.synchronize(_device);
        _seconds.Add(Stopwatch.GetElapsedTime(_began).TotalSeconds);
        if (--_left == 0)
        {
            if (IsQueued) Even();
            _done.Release();
            AwaitTurn();
        }
        _began = Stopwatch.GetTimestamp();
    }

    /// <summary>A checkpoint, a measurement between epochs: no part of a step.</summary>
    public override void Entered(string phase) => _began = Stopwatch.GetTimestamp();

    public override void EpochEnded(int epoch, IReadOnlyDictionary<string, double> metrics) => _began = Stopwatch.GetTimestamp();

    public void Dispose()
    {
        _stop.Cancel();
        _thread.Join();
        _turn.Dispose();
        _done.Dispose();
        _stop.Dispose();
    }

    private void Work(int threads, Action<SteppedStage, CancellationToken> stage)
    {
        try
        {
            // Of this thread alone.
            set_num_threads(threads);
            AwaitTurn();
            while (!_stop.IsCancellationRequested) stage(this, _stop.Token);
        }
        catch (OperationCanceledException)
        {
            // All turns are taken.
        }
        catch (Exception error)
        {
            _error = ExceptionDispatchInfo.Capture(error);
            _done.Release();
        }
    }

    /// <summary>Stopped in the meantime, the stage sees that by itself.</summary>
    private void AwaitTurn()
    {
        try
        {
            _turn.Wait(_stop.Token);
        }
        catch (OperationCanceledException)
        {
            _left = 0;
        }
    }

    private void Even()
    {
        var mean = _seconds.Average();
        for (var i = 0; i < _seconds.Count; i++) _seconds[i] = mean;
    }
}
