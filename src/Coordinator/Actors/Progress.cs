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
    private readonly StageTree _tree;
    private readonly TextWriter _out;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _interval;
    private readonly DateTimeOffset _started;
    private readonly double _workAtStart;
    private readonly Dictionary<SlotId, (StageKey Stage, string Text, double Share)> _doing = [];
    private double _workLeft;
    private int _trialsEnded;
    private int _stagesDone;

    public Progress(StageTree tree, SweepState initial, TextWriter output, TimeProvider clock, TimeSpan interval)
    {
        _tree = tree;
        _out = output;
        _clock = clock;
        _interval = interval;
        _started = clock.GetUtcNow();
        _trialsEnded = initial.Trials.Values.Count(t => t is TrialState.Succeeded or TrialState.Failed);
        _stagesDone = initial.Stages.Values.Count(s => s.State == StageState.Succeeded);
        _workAtStart = _workLeft = tree.Plan.Stages.Where(s => initial.Stages[s.Key].State == StageState.Pending).Sum(s => s.Work);
        Receive<LeaseGranted>(m => _doing[m.Slot] = (m.Stage, $"{_tree.Spec(m.Stage).Kind} {m.Stage.Prefix}", 0));
        Receive<AttemptSucceeded>(Succeeded);
        Receive<AttemptFailed>(Failed);
        Receive<StageSkipped>(m => _workLeft -= _tree.Spec(m.Stage).Work);
        Receive<TrialChanged>(Changed);
        Receive<StageProgressed>(Advanced);
        Receive<Tick>(_ => Summary());
        Receive<StoreTransition>(_ => { });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart() => Timers.StartPeriodicTimer("summary", Tick.Instance, _interval);

    private void Succeeded(AttemptSucceeded done)
    {
        var spec = _tree.Spec(done.Stage);
        Done(done.Stage);
        _workLeft -= spec.Work;
        _stagesDone++;
        var accuracy = done.Outcome.Measurements.FirstOrDefault(m => m.Name == "clean_accuracy")?.Value;
        var loss = done.Outcome.Epochs.LastOrDefault(m => m.Name == "loss")?.Value;
        var shown = accuracy is { } a ? Invariant($", clean accuracy {a:P1}") : loss is { } l ? Invariant($", loss {l:F3}") : "";
        Say(Invariant($"{spec.Kind} {done.Stage.Prefix} done in {done.Outcome.TrainSeconds:F1} s{shown}"));
    }

    private void Failed(AttemptFailed failed)
    {
        var spec = _tree.Spec(failed.Stage);
        Done(failed.Stage);
        if (failed.Final) _workLeft -= spec.Work;
        var next = failed.Final ? "failed for good" : failed.Kind == FailureKind.Cancelled ? "stopped" : "failed, will be tried again";
        Say($"{spec.Kind} {failed.Stage.Prefix} {next} (attempt {failed.Attempt}, {failed.Kind.ToColumn()}: {failed.Reason})");
    }

    private void Changed(TrialChanged changed)
    {
        if (changed.State is not (TrialState.Succeeded or TrialState.Failed)) return;
        _trialsEnded++;
        var trial = _tree.Plan.Trials.First(t => t.Id == changed.Trial);
        var how = changed.State == TrialState.Succeeded ? "succeeded" : $"failed: {changed.Reason}";
        Say($"trial {trial.Number} ({trial.Method} {AxesText.Of(trial.Axes)}) {how}");
    }

    private void Advanced(StageProgressed progress) =>
        _doing[progress.Slot] = (progress.Lease.Stage, Doing(progress), progress.PlannedEpochs > 0 ? (double)progress.Epoch / progress.PlannedEpochs : 0);

    private string Doing(StageProgressed progress)
    {
        var stage = $"{_tree.Spec(progress.Lease.Stage).Kind} {progress.Lease.Stage.Prefix}";
        return progress.PlannedEpochs > 0 ? Invariant($"{stage} epoch {progress.Epoch}/{progress.PlannedEpochs}") : stage;
    }

    private void Done(StageKey stage)
    {
        foreach (var slot in _doing.Where(d => d.Value.Stage == stage).Select(d => d.Key).ToList()) _doing.Remove(slot);
    }

    private void Summary()
    {
        var begun = _doing.Values.Sum(d => d.Share * _tree.Spec(d.Stage).Work);
        var left = _workLeft - begun;
        var done = _workAtStart - left;
        var elapsed = _clock.GetUtcNow() - _started;
        var estimate = done > 0 ? $", about {Rough(elapsed * (left / done))} left" : "";
        var slots = string.Join("; ", _doing.OrderBy(d => d.Key.Value, StringComparer.Ordinal).Select(d => $"{d.Key}: {d.Value.Text}"));
        Say(Invariant($"{_trialsEnded}/{_tree.Plan.Trials.Length} trials, {_stagesDone}/{_tree.Plan.Stages.Length} stages{estimate}{(slots.Length > 0 ? $" | {slots}" : "")}"));
    }

    private void Say(string line) => _out.WriteLine(line);

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
