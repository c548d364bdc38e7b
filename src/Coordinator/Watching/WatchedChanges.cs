using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store.Results;

namespace AdaSapSweep.Coordinator.Watching;

/// <summary>What is new from one look at a sweep to the next, as lines.</summary>
/// <param name="all">Also what a view shows itself, or need not show: trials that succeeded, attempts that were stopped, that nobody works.</param>
internal sealed class WatchedChanges(bool all)
{
    /// <summary>Failures from before the first look that are told.</summary>
    private const int MostBefore = 5;

    private HashSet<(StageKey, AttemptNumber)>? _failures;
    private HashSet<(TrialId, DateTimeOffset)> _ended = [];
    private DateTimeOffset _last;
    private string? _notice;

    public IEnumerable<string> Of(WatchedMoment now)
    {
        var stored = now.Stored;
        IEnumerable<FailedAttempt> failures = _failures is null ? stored.Failures.Take(MostBefore) : stored.Failures.Where(f => f.At >= _last && !_failures.Contains((f.Stage, f.Attempt)));
        var ended = _failures is null ? [] : stored.Ended.Where(t => t.At >= _last && !_ended.Contains((t.Id, t.At)) && (all || t.State != TrialState.Succeeded));
        var lines = failures.Where(f => all || f.Failure != FailureKind.Cancelled).Select(f => (f.At, Text: ProgressText.Failed(f))).Concat(ended.Select(t => (t.At, Text: ProgressText.Trial(t)))).OrderBy(l => l.At).Select(l => l.Text).ToList();
        if (all && now.Snapshot.Notice != _notice) lines.Add($"adasap: {now.Snapshot.Notice ?? "somebody works on this sweep again"}");
        _notice = now.Snapshot.Notice;
        _failures = [.. stored.Failures.Select(f => (f.Stage, f.Attempt))];
        _ended = [.. stored.Ended.Select(t => (t.Id, t.At))];
        _last = stored.Failures.Select(f => f.At).Concat(stored.Ended.Select(t => t.At)).Append(_last).Max();
        return lines;
    }
}
