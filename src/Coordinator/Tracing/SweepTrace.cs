using System.Collections.Immutable;
using System.Diagnostics;
using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.Shared.Store.Columns;
using AdaSapSweep.Shared.Telemetry;

namespace AdaSapSweep.Coordinator.Tracing;

/// <summary>
/// The spans of a sweep: one for this run of it, one for each trial. A stage attempt lies under the first trial that waits for
/// it and is linked to the others that share it. Used by the coordinator actor alone.
/// </summary>
internal sealed class SweepTrace : IDisposable
{
    private readonly ActivitySource _source;
    private readonly Activity? _sweep;
    private readonly TrialSampling _sampling;
    private readonly LostSpans? _lost;
    private readonly Dictionary<TrialId, Activity> _trials = [];
    private readonly HashSet<TrialId> _ended = [];
    private readonly HashSet<TrialId> _again = [];
    private readonly SortedSet<string> _slots = new(StringComparer.Ordinal);
    private readonly BoundedEvents _events;
    private readonly int _run;
    private StageTree _tree;
    private Dictionary<TrialId, TrialSpec> _specs;

    /// <param name="firstTrace">Traceparent of the sweep's first run, whose trace is continued; empty for a first run.</param>
    /// <param name="run">Number of this run, from 1.</param>
    /// <param name="sampling">Null: every trial.</param>
    public SweepTrace(StageTree tree, ActivitySource source, string firstTrace, int run, TrialSampling? sampling = null)
    {
        _tree = tree;
        _source = source;
        _run = run;
        _sampling = sampling ?? new(1);
        _sweep = source.StartKnown(SpanNames.Sweep, trace => SpanIds.OfRun(trace, run), TraceContext.Parse(firstTrace));
        _sweep?.SetTag(TelemetryAttributes.SweepName, tree.Plan.Name).SetTag(TelemetryAttributes.Run, run).SetTag(TelemetryAttributes.SampledShare, _sampling.Share);
        _events = new(_sweep);
        _lost = _sweep is null ? null : new(source, _sweep.TraceId);
        _specs = tree.Plan.Trials.ToDictionary(t => t.Id);
    }

    /// <summary>Tells what went before the first order: reading and checking the file, planning, and opening the sweep in the store.</summary>
    public void Planned(DateTimeOffset began, DateTimeOffset ended)
    {
        if (_sweep is null || began > ended) return;
        _sweep.SetStartTime(began.UtcDateTime);
        using var span = _source.StartActivity(SpanNames.Plan, ActivityKind.Internal, _sweep.Context, startTime: began);
        span?.SetStatus(ActivityStatusCode.Ok).SetTag(TelemetryAttributes.Trials, _tree.Plan.Trials.Length).SetTag(TelemetryAttributes.Stages, _tree.Plan.Stages.Length).SetEndTime(ended.UtcDateTime);
    }

    /// <summary>The plan was edited.</summary>
    public void Use(StageTree tree)
    {
        _tree = tree;
        _specs = tree.Plan.Trials.ToDictionary(t => t.Id);
    }

    /// <summary>This run's span; null without tracing.</summary>
    public Activity? Sweep => _sweep;

    /// <summary>Traceparent of this run's span; empty without tracing.</summary>
    public string TraceParent => TraceContext.Format(_sweep);

    /// <summary>Where an attempt at the stage belongs; empty without tracing. One whose trials are all left out is told not to be recorded.</summary>
    public (string TraceParent, ImmutableArray<string> Links) ParentOf(StageKey stage)
    {
        if (_sweep is null) return ("", []);
        var waiting = _tree.Trials(stage).Where(t => !_ended.Contains(t.Id));
        var spans = waiting.Where(t => _sampling.Keeps(t.Id.Value)).Take(TraceContext.MaxLinks + 1).Select(t => TraceContext.Format(Open(t))).ToImmutableArray();
        if (!spans.IsEmpty) return (spans[0], spans[1..]);
        return (waiting.Any() ? TraceContext.Format(new ActivityContext(_sweep.TraceId, _sweep.SpanId, ActivityTraceFlags.None)) : TraceParent, []);
    }

    /// <summary>Tells the spans of runs that were killed, which hold together what their GPU actors have told.</summary>
    public void Tell(IReadOnlyList<KilledRun> runs)
    {
        if (_sweep is null) return;
        foreach (var run in runs)
        {
            var trials = run.Stages.Where(_tree.Contains)
                .SelectMany(stage => _tree.Trials(stage).Where(t => _sampling.Keeps(t.Id.Value) && !run.Told.Contains(t.Id)).Take(TraceContext.MaxLinks + 1))
                .DistinctBy(t => t.Id);
            _lost!.Tell(run, _tree.Plan.Name, trials);
        }
        foreach (var attempt in runs.SelectMany(r => r.Open))
        {
            if (_tree.Contains(attempt.Stage)) _lost!.Granted(attempt.Stage, attempt.Slot, attempt.At, OwnerOf(attempt.Stage, _run));
        }
    }

    public void Joined(SlotId slot) => _slots.Add(slot.Value);

    /// <summary>Ends a trial's span when the trial has ended, and notes on the sweep's what is worth it.</summary>
    public void Observe(StoreTransition transition)
    {
        switch (transition)
        {
            case TrialChanged { State: TrialState.Succeeded or TrialState.Failed or TrialState.Cancelled } ended when _specs.TryGetValue(ended.Trial, out var spec):
                End(ended, spec);
                break;
            case TrialRequeued requeued:
                _ended.Remove(requeued.Trial);
                _again.Add(requeued.Trial);
                break;
            case LeaseGranted granted:
                _lost?.Granted(granted.Stage, granted.Slot, granted.At, OwnerOf(granted.Stage, _run));
                break;
            case AttemptSucceeded done:
                _lost?.Ended(done.Stage);
                break;
            case AttemptFailed failed:
                Fail(failed);
                break;
            case EventLogged logged:
                _events.Add(logged.Name, logged.At, new() { [TelemetryAttributes.FailureReason] = logged.Detail });
                break;
            default:
                break;
        }
    }

    public void End(string? interrupted) =>
        _sweep?.SetStatus(interrupted is null ? ActivityStatusCode.Ok : ActivityStatusCode.Error, interrupted).SetTag(TelemetryAttributes.Slots, string.Join(',', _slots));

    public void Dispose()
    {
        foreach (var span in _trials.Values) span.Dispose();
        _trials.Clear();
        _sweep?.Dispose();
    }

    private void End(TrialChanged ended, TrialSpec spec)
    {
        _ended.Add(ended.Trial);
        if (!_trials.Remove(ended.Trial, out var span) && (span = Start(spec)) is null) return;
        span.SetStatus(ended.State == TrialState.Succeeded ? ActivityStatusCode.Ok : ActivityStatusCode.Error, ended.Reason);
        if (ended.State == TrialState.Failed) span.SetTag(TelemetryAttributes.ErrorType, TrialState.Failed.ToColumn());
        span.Dispose();
    }

    private void Fail(AttemptFailed failed)
    {
        var isKnown = _tree.Contains(failed.Stage);
        _lost?.Failed(failed, isKnown ? _tree.Spec(failed.Stage).Kind : "unknown", isKept: isKnown && _tree.Trials(failed.Stage).Any(t => _sampling.Keeps(t.Id.Value)));
        var facts = new ActivityTagsCollection
        {
            [TelemetryAttributes.StageKey] = failed.Stage.Value,
            [TelemetryAttributes.Attempt] = failed.Attempt.Value,
            [TelemetryAttributes.Outcome] = failed.Kind.ToColumn(),
            [TelemetryAttributes.FailureReason] = failed.Reason,
        };
        _events.Add("attempt failed", failed.At, facts);
        if (!isKnown || _tree.Trials(failed.Stage).FirstOrDefault(t => _trials.ContainsKey(t.Id)) is not { } trial) return;
        if (failed.Kind is FailureKind.Lost or FailureKind.Hung) _trials[trial.Id].AddEvent(new(TelemetryEvents.LeaseLost, failed.At, facts));
        if (!failed.Final) _trials[trial.Id].AddEvent(new(TelemetryEvents.Retry, failed.At, facts));
    }

    /// <summary>The span of the trial that an attempt at the stage lies under; that of the run when it has none.</summary>
    private ActivitySpanId OwnerOf(StageKey stage, int run) =>
        _sweep is not null && _tree.Contains(stage) && _tree.Trials(stage).FirstOrDefault(t => !_ended.Contains(t.Id) && _sampling.Keeps(t.Id.Value)) is { } trial
            ? Open(trial)?.SpanId ?? SpanIds.OfTrial(_sweep.TraceId, run, trial.Id)
            : _sweep?.SpanId ?? default;

    private Activity? Open(TrialSpec trial)
    {
        if (!_trials.TryGetValue(trial.Id, out var span) && (span = Start(trial)) is not null) _trials.Add(trial.Id, span);
        return span;
    }

    private Activity? Start(TrialSpec trial)
    {
        if (_sweep is null || !_sampling.Keeps(trial.Id.Value)) return null;
        // One that was put back within the run has a second span in it, whose id is drawn.
        var span = _again.Contains(trial.Id)
            ? _source.StartActivity(SpanNames.Trial, ActivityKind.Internal, _sweep.Context)
            : _source.StartKnown(SpanNames.Trial, trace => SpanIds.OfTrial(trace, _run, trial.Id), _sweep.Context);
        return LostSpans.Describe(span, trial);
    }
}
