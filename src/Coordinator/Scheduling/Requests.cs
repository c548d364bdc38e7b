using System.Collections.Immutable;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.Coordinator.Scheduling;

/// <summary>What somebody asks of a sweep from outside, and the sentence that answers it.</summary>
internal static class Requests
{
    public static void Answer(Turn turn, Requested e)
    {
        var (done, answer) = e.Request switch
        {
            CancelTrials request => Cancel(turn, request.Trials),
            RetryTrials request => Retry(turn, request.Trials),
            _ => throw new ArgumentOutOfRangeException(nameof(e), e.Request.GetType().Name, "not a request that is answered here"),
        };
        turn.Record(new RequestAnswered(e.Number, done, answer, turn.Now));
    }

    private static (bool Done, string Answer) Cancel(Turn turn, ImmutableArray<TrialId> asked)
    {
        var (trials, notes) = Choose(turn, asked, state => state.IsOpen(), "ended already");
        if (asked.IsEmpty && trials.Count == 0) return (false, "nothing to cancel: every trial has ended; 'adasap results' shows how");
        foreach (var trial in trials) turn.ChangeTrial(trial, TrialState.Cancelled, "cancelled on request");
        var running = turn.State.Leases.Count(l => l.Value.Unwanted is null);
        var before = Pending(turn);
        Settling.Settle(turn);
        var stopped = running - turn.State.Leases.Count(l => l.Value.Unwanted is null);
        var after = Pending(turn);
        return (trials.Count > 0, $"{Words.Count(trials.Count, "trial")} cancelled: {Words.Count(before - after, "stage")} not begun, {stopped} running to be stopped{notes}");
    }

    private static (bool Done, string Answer) Retry(Turn turn, ImmutableArray<TrialId> asked)
    {
        var (trials, notes) = Choose(turn, asked, state => state is TrialState.Failed or TrialState.Cancelled, "neither failed nor cancelled");
        if (asked.IsEmpty && trials.Count == 0) return (false, "nothing to retry: no trial failed or was cancelled; 'adasap resume' goes on with what is left");
        var stages = 0;
        foreach (var trial in trials)
        {
            turn.ChangeTrial(trial, TrialState.Pending, null);
            stages += PutBackPath(turn, trial, "put back by a retry");
        }
        turn.State = turn.State with { Finished = turn.State.Finished && trials.Count == 0 };
        Settling.Settle(turn);
        return (trials.Count > 0, $"{Words.Count(trials.Count, "trial")} put back, with {Words.Count(stages, "stage")} that failed or {(stages == 1 ? "was" : "were")} skipped{notes}");
    }

    /// <summary>Lets everything on a trial's path run again that failed or was skipped.</summary>
    public static int PutBackPath(Turn turn, int trial, string reason)
    {
        var count = 0;
        for (var stage = turn.Tree.EndOf(trial); stage != StageTree.None; stage = turn.Tree.ParentOf(stage))
        {
            if (!turn.Stage(stage).IsBlocked) continue;
            Settling.PutBack(turn, stage, reason);
            count++;
        }
        return count;
    }

    private static int Pending(Turn turn)
    {
        var pending = 0;
        for (var stage = 0; stage < turn.Tree.Count; stage++)
        {
            if (turn.Stage(stage).State == StageState.Pending) pending++;
        }
        return pending;
    }

    /// <summary>The trials that were asked for and fit, and a word on those that do not.</summary>
    private static (List<int> Trials, string Notes) Choose(Turn turn, ImmutableArray<TrialId> asked, Func<TrialState, bool> fits, string misfit)
    {
        if (asked.IsEmpty) return ([.. Enumerable.Range(0, turn.Tree.Plan.Trials.Length).Where(t => fits(turn.State.Trials[t]))], "");
        var numbers = asked.Distinct().Select(turn.Tree.TrialNumberOf).ToList();
        var known = numbers.Where(n => n != StageTree.None).ToList();
        var trials = known.Where(n => fits(turn.State.Trials[n])).ToList();
        var notes = "";
        if (known.Count > trials.Count) notes += FormattableString.Invariant($"; {known.Count - trials.Count} {misfit}");
        if (numbers.Count > known.Count) notes += FormattableString.Invariant($"; {numbers.Count - known.Count} not in this sweep");
        return (trials, notes);
    }
}
