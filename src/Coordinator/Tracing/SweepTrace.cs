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
    private readonly Dictionary<TrialId, Activity> _trials = [];
    private readonly HashSet<TrialId> _ended = [];
    private readonly HashSet<TrialId> _again = [];
    private readonly int _run;
    private StageTree _tree;
    private Dictionary<TrialId, TrialSpec> _specs;

    /// <param name="firstTrace">Traceparent of the sweep's first run, whose trace is continued; empty for a first run.</param>
    /// <param name="run">Number of this run, from 1.</param>
    public SweepTrace(StageTree tree, ActivitySource source, string firstTrace, int run)
    {
        _tree = tree;
        _source = source;
        _run = run;
        _sweep = source.StartKnown(SpanNames.Sweep, trace => SpanIds.OfRun(trace, run), TraceContext.Parse(firstTrace));
        _sweep?.SetTag(TelemetryAttributes.SweepName, tree.Plan.Name).SetTag(TelemetryAttributes.Run, run);
        _specs = tree.Plan.Trials.ToDictionary(t => t.Id);
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

    /// <summary>Where an attempt at the stage belongs; empty without tracing.</summary>
    public (string TraceParent, ImmutableArray<string> Links) ParentOf(StageKey stage)
    {
        if (_sweep is null) return ("", []);
        var spans = _tree.Trials(stage).Where(t => !_ended.Contains(t.Id)).Take(TraceContext.MaxLinks + 1).Select(t => TraceContext.Format(Open(t))).ToImmutableArray();
        return spans.IsEmpty ? (TraceParent, []) : (spans[0], spans[1..]);
    }

    /// <summary>Ends a trial's span when the trial has ended, and notes on the sweep's what is worth it.</summary>
    public void Observe(StoreTransition transition)
    {
        switch (transition)
        {
            case TrialChanged { State: TrialState.Succeeded or TrialState.Failed or TrialState.Cancelled } ended when _specs.TryGetValue(ended.Trial, out var spec):
                _ended.Add(ended.Trial);
                if (_trials.Remove(ended.Trial, out var span) || (span = Start(spec)) is not null)
                {
                    span.SetStatus(ended.State == TrialState.Succeeded ? ActivityStatusCode.Ok : ActivityStatusCode.Error, ended.Reason);
                    span.Dispose();
                }
                break;
            case TrialRequeued requeued:
                _ended.Remove(requeued.Trial);
                _again.Add(requeued.Trial);
                break;
            case AttemptFailed failed:
                _sweep?.AddEvent(new("attempt failed", failed.At, new()
                {
                    [TelemetryAttributes.StageKey] = failed.Stage.Value,
                    [TelemetryAttributes.Attempt] = failed.Attempt.Value,
                    [TelemetryAttributes.Outcome] = failed.Kind.ToColumn(),
                    [TelemetryAttributes.FailureReason] = failed.Reason,
                }));
                break;
            case EventLogged logged:
                _sweep?.AddEvent(new(logged.Name, logged.At, new() { [TelemetryAttributes.FailureReason] = logged.Detail }));
                break;
            default:
                break;
        }
    }

    public void End(string? interrupted) => _sweep?.SetStatus(interrupted is null ? ActivityStatusCode.Ok : ActivityStatusCode.Error, interrupted);

    public void Dispose()
    {
        foreach (var span in _trials.Values) span.Dispose();
        _trials.Clear();
        _sweep?.Dispose();
    }

    private Activity? Open(TrialSpec trial)
    {
        if (!_trials.TryGetValue(trial.Id, out var span) && (span = Start(trial)) is not null) _trials.Add(trial.Id, span);
        return span;
    }

    private Activity? Start(TrialSpec trial)
    {
        // One that was put back within the run has a second span in it, whose id is drawn.
        var span = _sweep is null ? null : _again.Contains(trial.Id)
            ? _source.StartActivity(SpanNames.Trial, ActivityKind.Internal, _sweep.Context)
            : _source.StartKnown(SpanNames.Trial, trace => SpanIds.OfTrial(trace, _run, trial.Id), _sweep.Context);
        span?.SetTag(TelemetryAttributes.TrialId, trial.Id.Value).SetTag(TelemetryAttributes.TrialNumber, trial.Number)
            .SetTag(TelemetryAttributes.Method, trial.Method).SetTag(TelemetryAttributes.TrialAxes, trial.Axes);
        return span;
    }
}
