using System.Globalization;
using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Coordinator.Watching;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;
using AdaSapSweep.Shared.Store;
using Akka.Actor;

namespace AdaSapSweep.Coordinator.Actors;

/// <summary>
/// Says what happens: on a screen a live view, with what failed as lines above it; elsewhere one plain line each, and now and then how far
/// the sweep is.
/// </summary>
internal sealed class Progress : ReceiveActor, IWithTimers
{
    private const int MostLinesPerSecond = 50;

    private static readonly TimeSpan PaintInterval = TimeSpan.FromMilliseconds(250);

    private readonly LineLimit _lines;
    private readonly LiveScreen? _screen;
    private readonly SweepTally _tally;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _interval;
    private StageTree _tree;
    private bool _diskWasFull;

    /// <param name="slots">Those that the run has of its own.</param>
    /// <param name="interval">Between two lines on how far the sweep is, where there is no screen.</param>
    public Progress(SweepState initial, IReadOnlyList<SlotId> slots, RunOutput output, TimeProvider clock, TimeSpan interval)
    {
        _tree = initial.Tree;
        _tally = new(initial, slots, clock.GetUtcNow());
        _lines = new(output.Messages, clock, MostLinesPerSecond);
        _screen = output.Screen;
        _clock = clock;
        _interval = _screen is null ? interval : PaintInterval;
        Receive<StoreTransition>(Happened);
        Receive<StageProgressed>(m => _tally.Advance(m, _clock.GetUtcNow()));
        Receive<Notice>(m => _lines.Write($"adasap: {m.Text}"));
        Receive<SweepCoordinator.TreeReplaced>(m =>
        {
            _tree = m.Tree;
            _tally.Use(m.Tree);
        });
        Receive<SweepCoordinator.StateKnown>(m => _tally.Begin(m.State, _clock.GetUtcNow()));
        Receive<Tick>(_ => Show());
    }

    /// <summary>SweepCoordinator → Progress: a line that people have to read.</summary>
    internal sealed record Notice(string Text);

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart() => Timers.StartPeriodicTimer("summary", Tick.Instance, _interval);

    private void Happened(StoreTransition transition)
    {
        _tally.Observe(transition);
        switch (transition)
        {
            case AttemptSucceeded done: Succeeded(done); break;
            case AttemptFailed failed: Failed(failed); break;
            case TrialChanged changed: Changed(changed); break;
            default: break;
        }
    }

    private void Succeeded(AttemptSucceeded done)
    {
        if (_diskWasFull) _lines.Write("adasap: there is space again in the artifact folder");
        _diskWasFull = false;
        if (_screen is not null || !_lines.Allows()) return;
        var accuracy = done.Outcome.Measurements.FirstOrDefault(m => m.Name == "clean_accuracy")?.Value;
        var loss = done.Outcome.Epochs.LastOrDefault(m => m.Name == "loss")?.Value;
        var shown = accuracy is { } a ? Invariant($", clean accuracy {a:P1}") : loss is { } l ? Invariant($", loss {l:F3}") : "";
        _lines.Write(Invariant($"{_tree.Spec(done.Stage).Kind} {done.Stage.Prefix} done in {done.Outcome.TrainSeconds:F1} s{shown}"));
    }

    private void Failed(AttemptFailed failed)
    {
        if (failed.Kind == FailureKind.DiskFull && !_diskWasFull)
        {
            _diskWasFull = true;
            _lines.Write($"adasap: the disk of the artifact folder is full: {failed.Reason}; free some space, the stages are tried again by themselves");
        }
        // Being stopped is part of a run; a view need not tell of it.
        else if (!(failed.Kind == FailureKind.Cancelled && _screen is not null) && _lines.Allows())
            _lines.Write(ProgressText.Failed(new(failed.Stage, _tree.Spec(failed.Stage).Kind, failed.Attempt, failed.Kind, failed.Reason, failed.Final, failed.At)));
    }

    private void Changed(TrialChanged changed)
    {
        if (changed.State.IsOpen() || (_screen is not null && changed.State == TrialState.Succeeded)) return;
        if (_tally.Trial(changed.Trial) is not { } trial || !_lines.Allows()) return;
        _lines.Write(ProgressText.Trial(new(trial.Id, trial.Number, trial.Method, trial.Axes, changed.State, changed.Reason, null, null, changed.At)));
    }

    private void Show()
    {
        var now = _tally.Snapshot(_clock.GetUtcNow());
        if (_screen is null) _lines.Write(ProgressText.Summary(now, _lines.TakeLeftOut()));
        else _screen.Show(now);
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed class Tick
    {
        public static readonly Tick Instance = new();

        private Tick()
        {
        }
    }
}
