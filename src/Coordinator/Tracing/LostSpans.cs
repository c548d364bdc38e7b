using System.Diagnostics;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.Shared.Store.Columns;
using AdaSapSweep.Shared.Telemetry;

namespace AdaSapSweep.Coordinator.Tracing;

/// <summary>
/// Tells the spans that died with their processes, under the ids that they had: what was sent from below them hangs together again. One that is told
/// twice, as by a GPU actor that was only cut off, has the same id twice, which backends put up with.
/// </summary>
internal sealed class LostSpans(ActivitySource source, ActivityTraceId trace)
{
    /// <summary>Of the attempts that are under way.</summary>
    private readonly Dictionary<StageKey, (SlotId Slot, DateTimeOffset At, ActivitySpanId Parent)> _granted = [];

    public static Activity? Describe(Activity? span, TrialSpec trial) =>
        span?.SetTag(TelemetryAttributes.TrialId, trial.Id.Value).SetTag(TelemetryAttributes.TrialNumber, trial.Number)
            .SetTag(TelemetryAttributes.Method, trial.Method).SetTag(TelemetryAttributes.TrialAxes, trial.Axes);

    /// <param name="parent">Of the attempt's span.</param>
    public void Granted(StageKey stage, SlotId slot, DateTimeOffset at, ActivitySpanId parent) => _granted[stage] = (slot, at, parent);

    public void Ended(StageKey stage) => _granted.Remove(stage);

    /// <summary>Tells an attempt whose process did not live to do it, or never began it, or was told not to since its trials are left out: failures are always kept.</summary>
    public void Failed(AttemptFailed failed, string kind, bool isKept)
    {
        if (!_granted.Remove(failed.Stage, out var granted)) return;
        var wasBegun = !failed.Reason.StartsWith("not begun", StringComparison.Ordinal);
        if (isKept && wasBegun && failed.Kind is not (FailureKind.Lost or FailureKind.Hung)) return;
        if (!isKept && failed.Kind == FailureKind.Cancelled) return;
        var span = Start(SpanNames.Stage + kind, SpanIds.OfAttempt(trace, failed.Stage, failed.Attempt), granted.Parent, granted.At);
        span?.SetTag(TelemetryAttributes.StageKey, failed.Stage.Value).SetTag(TelemetryAttributes.StageKind, kind).SetTag(TelemetryAttributes.Attempt, failed.Attempt.Value)
            .SetTag(TelemetryAttributes.Slot, granted.Slot.Value).SetTag(TelemetryAttributes.Outcome, failed.Kind.ToColumn());
        if (failed.Kind != FailureKind.Cancelled) span?.SetTag(TelemetryAttributes.ErrorType, failed.Kind.ToColumn()).SetStatus(ActivityStatusCode.Error, failed.Reason);
        End(span, failed.At);
    }

    public void Tell(KilledRun run, string sweep, IEnumerable<TrialSpec> trials)
    {
        var root = SpanIds.OfRun(trace, 1);
        var id = SpanIds.OfRun(trace, run.Number);
        var span = Start(SpanNames.Sweep, id, id == root ? default : root, run.Begun);
        span?.SetTag(TelemetryAttributes.SweepName, sweep).SetTag(TelemetryAttributes.Run, run.Number).SetStatus(ActivityStatusCode.Error, "killed");
        End(span, run.End);
        foreach (var trial in trials) End(Describe(Start(SpanNames.Trial, SpanIds.OfTrial(trace, run.Number, trial.Id), id, run.Begun), trial), run.End);
    }

    private Activity? Start(string name, ActivitySpanId id, ActivitySpanId parent, DateTimeOffset at)
    {
        // A span without a parent would take the one that is under way for it.
        var before = Activity.Current;
        Activity.Current = null;
        var span = source.StartKnown(name, _ => id, new(trace, parent, ActivityTraceFlags.Recorded), start: at);
        Activity.Current = before;
        return span?.SetTag(TelemetryAttributes.FromStore, true);
    }

    private static void End(Activity? span, DateTimeOffset at)
    {
        if (span is null) return;
        var before = Activity.Current;
        span.SetEndTime(at.UtcDateTime > span.StartTimeUtc ? at.UtcDateTime : span.StartTimeUtc.AddTicks(1));
        span.Dispose();
        Activity.Current = before;
    }
}
