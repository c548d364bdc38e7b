using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Telemetry;

namespace AdaSapSweep.Coordinator.Timelines;

/// <summary>What the span files say of a sweep's attempts and runs.</summary>
internal sealed class StageSpans
{
    private readonly Dictionary<(string Stage, long Attempt), (Stretch Time, PhaseSeconds? Phases)> _attempts = [];
    private readonly Dictionary<long, IReadOnlyList<SlotId>> _slots = [];

    public int Attempts => _attempts.Count;

    public int Unread { get; private set; }

    /// <param name="trace">Of the sweep; spans of other traces are of no interest.</param>
    public static StageSpans Read(SpanFiles files, string trace)
    {
        var found = new StageSpans();
        foreach (var span in files.Read().Where(s => s.TraceId == trace)) found.Add(span);
        found.Unread = files.Unread;
        return found;
    }

    public (Stretch Time, PhaseSeconds? Phases)? Of(StageKey stage, AttemptNumber attempt) =>
        _attempts.TryGetValue((stage.Value, attempt.Value), out var known) ? known : null;

    /// <summary>Those that a run had, with those that never had work; none when it left no span.</summary>
    public IReadOnlyList<SlotId> SlotsOf(int run) => _slots.GetValueOrDefault(run, []);

    private void Add(FileSpan span)
    {
        if (span.Name == SpanNames.Sweep && span.Word(TelemetryAttributes.Slots) is { Length: > 0 } slots && span.Number(TelemetryAttributes.Run) is > 0 and < int.MaxValue and var run)
            _slots[(long)run] = [.. slots.Split(',').Select(s => new SlotId(s))];
        if (!span.Name.StartsWith(SpanNames.Stage, StringComparison.Ordinal)) return;
        if (span.Word(TelemetryAttributes.StageKey) is not { } stage || span.Number(TelemetryAttributes.Attempt) is not (> 0 and < int.MaxValue and var attempt)) return;
        // The first one counts; a stand-in for a span that was lost has no phases and comes later.
        _attempts.TryAdd((stage, (long)attempt), (new(span.Start, span.End), Phases(span)));
    }

    private static PhaseSeconds? Phases(FileSpan span)
    {
        var phases = new PhaseSeconds(
            In(StagePhaseNames.Load), In(StagePhaseNames.Train) + In(StagePhaseNames.Prune), In(StagePhaseNames.Checkpoint), In(StagePhaseNames.Evaluate));
        return phases.Sum > 0 ? phases : null;

        double In(string phase) => span.Number(TelemetryAttributes.SecondsIn(phase)) is >= 0 and < 1e9 and var seconds ? seconds : 0;
    }
}
