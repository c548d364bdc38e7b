using System.Globalization;
using AdaSapSweep.Coordinator.Cli;
using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.Shared.Store.Columns;
using Akka.Actor;

namespace AdaSapSweep.Coordinator.Actors;

/// <summary>Says what happens, one plain line each, and now and then how far the sweep is.</summary>
internal sealed class Progress : ReceiveActor, IWithTimers
{
    private const int MostLinesPerSecond = 50;

    private readonly LineLimit _lines;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _interval;
    private readonly Dictionary<SlotId, (StageKey Stage, string Text, double Share)> _doing = [];
    private StageTree _tree;
    private Dictionary<TrialId, TrialSpec> _trials = [];
    private DateTimeOffset _started;
    private double _workAtStart;
    private double _workLeft;
    private int _trialsEnded;
    private int _stagesDone;
    private bool _diskWasFull;

    public Progress(SweepState initial, TextWriter output, TimeProvider clock, TimeSpan interval)
    {
        _tree = initial.Tree;
        _lines = new(output, clock, MostLinesPerSecond);
        _clock = clock;
        _interval = interval;
        Begin(initial);
        Receive<AttemptSucceeded>(Succeeded);
        Receive<AttemptFailed>(Failed);
        Receive<StageSkipped>(m => _workLeft -= _tree.Spec(m.Stage).Work);
        Receive<StageRequeued>(m => _workLeft += _tree.Spec(m.Stage).Work);
        Receive<StageReopened>(Reopened);
        Receive<TrialChanged>(Changed);
        Receive<TrialRequeued>(_ => _trialsEnded--);
        Receive<StageProgressed>(Advanced);
        Receive<Notice>(m => _lines.Write($"adasap: {m.Text}"));
        Receive<SweepCoordinator.TreeReplaced>(m => _tree = m.Tree);
        Receive<SweepCoordinator.StateKnown>(m => Begin(m.State));
        Receive<Tick>(_ => Summary());
        Receive<StoreTransition>(_ => { });
    }

    /// <summary>SweepCoordinator → Progress: a line that people have to read.</summary>
    internal sealed record Notice(string Text);

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart() => Timers.StartPeriodicTimer("summary", Tick.Instance, _interval);

    private void Begin(SweepState state)
    {
        _started = _clock.GetUtcNow();
        _trials = state.Tree.Plan.Trials.ToDictionary(t => t.Id);
        _trialsEnded = state.Tree.Plan.Trials.Length - state.OpenTrials;
        _stagesDone = state.CountStages()[StageState.Succeeded];
        _workAtStart = _workLeft = state.Tree.Plan.Stages.Where(s => state.Stage(s.Key).IsOpen).Sum(s => s.Work);
    }

    private void Succeeded(AttemptSucceeded done)
    {
        var spec = _tree.Spec(done.Stage);
        Done(done.Stage);
        _workLeft -= spec.Work;
        _stagesDone++;
        if (_diskWasFull) _lines.Write("adasap: there is space again in the artifact folder");
        _diskWasFull = false;
        if (!_lines.Allows()) return;
        var accuracy = done.Outcome.Measurements.FirstOrDefault(m => m.Name == "clean_accuracy")?.Value;
        var loss = done.Outcome.Epochs.LastOrDefault(m => m.Name == "loss")?.Value;
        var shown = accuracy is { } a ? Invariant($", clean accuracy {a:P1}") : loss is { } l ? Invariant($", loss {l:F3}") : "";
        _lines.Write(Invariant($"{spec.Kind} {done.Stage.Prefix} done in {done.Outcome.TrainSeconds:F1} s{shown}"));
    }

    private void Failed(AttemptFailed failed)
    {
        var spec = _tree.Spec(failed.Stage);
        Done(failed.Stage);
        if (failed.Final) _workLeft -= spec.Work;
        if (failed.Kind == FailureKind.DiskFull && !_diskWasFull)
        {
            _diskWasFull = true;
            _lines.Write($"adasap: the disk of the artifact folder is full: {failed.Reason}; free some space, the stages are tried again by themselves");
        }
        else if (_lines.Allows())
        {
            var next = failed.Final ? "failed for good" : failed.Kind == FailureKind.Cancelled ? "stopped" : "failed, will be tried again";
            _lines.Write($"{spec.Kind} {failed.Stage.Prefix} {next} (attempt {failed.Attempt}, {failed.Kind.ToColumn()}: {failed.Reason})");
        }
    }

    private void Reopened(StageReopened reopened)
    {
        _workLeft += _tree.Spec(reopened.Stage).Work;
        _stagesDone--;
    }

    private void Changed(TrialChanged changed)
    {
        if (changed.State is TrialState.Pending or TrialState.Running) return;
        _trialsEnded++;
        if (!_trials.TryGetValue(changed.Trial, out var trial) || !_lines.Allows()) return;
        var how = changed.State switch
        {
            TrialState.Succeeded => "succeeded",
            TrialState.Cancelled => $"cancelled: {changed.Reason}",
            _ => $"failed: {changed.Reason}",
        };
        _lines.Write($"trial {trial.Number} ({trial.Method} {AxesText.Of(trial.Axes)}) {how}");
    }

    private void Advanced(StageProgressed progress)
    {
        if (progress.Begun && _tree.Contains(progress.Lease.Stage)) _doing[progress.Slot] = (progress.Lease.Stage, Doing(progress), progress.PlannedEpochs > 0 ? (double)progress.Epoch / progress.PlannedEpochs : 0);
    }

    private string Doing(StageProgressed progress)
    {
        var stage = $"{_tree.Spec(progress.Lease.Stage).Kind} {progress.Lease.Stage.Prefix}";
        return progress.PlannedEpochs > 0 ? Invariant($"{stage} epoch {progress.Epoch}/{progress.PlannedEpochs}") : stage;
    }

    private void Done(StageKey stage)
    {
        foreach (var (slot, doing) in _doing)
        {
            if (doing.Stage == stage) _doing.Remove(slot);
        }
    }

    private void Summary()
    {
        var begun = _doing.Values.Sum(d => d.Share * _tree.Spec(d.Stage).Work);
        var left = _workLeft - begun;
        var done = _workAtStart - left;
        var elapsed = _clock.GetUtcNow() - _started;
        var estimate = done > 0 ? $", about {Rough(elapsed * (left / done))} left" : "";
        var slots = string.Join("; ", _doing.OrderBy(d => d.Key.Value, StringComparer.Ordinal).Select(d => $"{d.Key}: {d.Value.Text}"));
        _lines.Write(Invariant($"{_trialsEnded}/{_tree.Plan.Trials.Length} trials, {_stagesDone}/{_tree.Plan.Stages.Length} stages{estimate}{_lines.TakeLeftOut()}{(slots.Length > 0 ? $" | {slots}" : "")}"));
    }

    private static string Rough(TimeSpan time) =>
        time.TotalMinutes < 2 ? Invariant($"{Math.Ceiling(time.TotalSeconds):F0} s") : time.TotalHours < 2 ? Invariant($"{time.TotalMinutes:F0} min") : Invariant($"{time.TotalHours:F1} h");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed class Tick
    {
        public static readonly Tick Instance = new();

        private Tick()
        {
        }
    }
}
