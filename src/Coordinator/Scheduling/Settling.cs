using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.Coordinator.Scheduling;

/// <summary>
/// Brings stages, trials and the queue in line with what is wanted, over the whole plan: at the start of a run and after each request. A stage is
/// wanted as long as a trial goes through it that has not ended, and for its artifact alone as long as a wanted stage starts from it.
/// </summary>
internal static class Settling
{
    private const string Cancelled = "cancelled: no trial needs it any more";

    public static void Settle(Turn turn)
    {
        EndTrials(turn);
        var open = OnOpenPaths(turn);
        MarkStages(turn, open);
        var wanted = Wanted(turn, open);
        Queue(turn, wanted);
        CheckLeases(turn, wanted);
        Retention.Recount(turn);
    }

    /// <summary>Trials that need no slot any more, only their end.</summary>
    private static void EndTrials(Turn turn)
    {
        for (var trial = 0; trial < turn.Tree.Plan.Trials.Length; trial++)
        {
            if (!turn.State.Trials[trial].IsOpen()) continue;
            if (turn.Stage(turn.Tree.EndOf(trial)).HasResults) turn.ChangeTrial(trial, TrialState.Succeeded, null);
            else if (Quarantine.BlockerOf(turn.State, trial) is { } blocker)
                turn.ChangeTrial(trial, TrialState.Failed, Quarantine.Because(turn.Tree, blocker, turn.Stage(blocker).Reason));
        }
    }

    private static bool[] OnOpenPaths(Turn turn)
    {
        var open = new bool[turn.Tree.Count];
        for (var trial = 0; trial < turn.Tree.Plan.Trials.Length; trial++)
        {
            if (!turn.State.Trials[trial].IsOpen()) continue;
            for (var stage = turn.Tree.EndOf(trial); stage != StageTree.None && !open[stage]; stage = turn.Tree.ParentOf(stage)) open[stage] = true;
        }
        return open;
    }

    /// <summary>Parents first, as their numbers are higher.</summary>
    private static void MarkStages(Turn turn, bool[] open)
    {
        for (var stage = turn.Tree.Count - 1; stage >= 0; stage--)
        {
            var status = turn.Stage(stage);
            if (status.State is not (StageState.Pending or StageState.Skipped)) continue;
            var parent = turn.Tree.ParentOf(stage);
            var blocked = parent != StageTree.None && turn.Stage(parent).IsBlocked;
            if (status.State == StageState.Skipped && open[stage] && !blocked) PutBack(turn, stage, "it is needed again");
            else if (status.State == StageState.Pending && blocked) Quarantine.Mark(turn, stage, Quarantine.BecauseOfParent(turn, stage));
            else if (status.State == StageState.Pending && !open[stage] && !status.HasResults) Quarantine.Mark(turn, stage, WasCancelled(turn, stage) ? Cancelled : "no trial needs it any more");
        }
    }

    /// <summary>A stage that failed or was skipped may run again; what counted against it is forgotten.</summary>
    public static void PutBack(Turn turn, int stage, string reason)
    {
        turn.Set(stage, turn.Stage(stage) with { State = StageState.Pending, Failed = default, DiskFull = 0, RanOutBesideOthers = false, NotBefore = default, Reason = reason });
        turn.Record(new StageRequeued(turn.Tree.KeyOf(stage), reason, turn.Now));
    }

    /// <summary>Children first.</summary>
    private static bool[] Wanted(Turn turn, bool[] open)
    {
        var wanted = new bool[turn.Tree.Count];
        for (var stage = 0; stage < wanted.Length; stage++)
        {
            var status = turn.Stage(stage);
            wanted[stage] |= open[stage] && !status.HasResults;
            if (wanted[stage] && status.State == StageState.Pending && turn.Tree.ParentOf(stage) is var parent and not StageTree.None) wanted[parent] = true;
        }
        return wanted;
    }

    /// <summary>Only stages whose parent is done are queued; the others follow when theirs is.</summary>
    private static void Queue(Turn turn, bool[] wanted)
    {
        turn.State = turn.State with { Ready = [], Dormant = [], Delayed = [] };
        var ready = turn.State.Ready.ToBuilder();
        for (var stage = 0; stage < wanted.Length; stage++)
        {
            if (!wanted[stage] || turn.Stage(stage).State != StageState.Pending) continue;
            var parent = turn.Tree.ParentOf(stage);
            if (parent != StageTree.None && turn.Stage(parent).State != StageState.Succeeded) continue;
            if (turn.Stage(stage).NotBefore > turn.Now) StageQueue.Add(turn, stage);
            else ready.Add(stage);
        }
        turn.State = turn.State with { Ready = ready.ToImmutable() };
    }

    private static void CheckLeases(Turn turn, bool[] wanted)
    {
        foreach (var (stage, lease) in turn.State.Leases)
        {
            if (wanted[stage]) turn.Set(stage, lease with { Unwanted = null });
            else if (lease.Unwanted is null)
            {
                turn.Set(stage, lease with { Unwanted = Cancelled });
                Membership.StopIfAsked(turn, stage);
            }
        }
    }

    private static bool WasCancelled(Turn turn, int stage)
    {
        foreach (var trial in turn.Tree.TrialsThrough(stage))
        {
            if (turn.State.Trials[trial] == TrialState.Cancelled) return true;
        }
        return false;
    }
}
