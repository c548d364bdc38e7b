using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.Coordinator.Scheduling;

/// <summary>What a stage that will not run takes with it.</summary>
internal static class Quarantine
{
    /// <summary>The stage has failed for good: what waits for it is skipped, and the trials that cannot end any more have failed.</summary>
    public static void Below(Turn turn, int stage, string? reason)
    {
        var because = Because(turn.Tree, stage, reason);
        SkipChildren(turn, stage, because);
        FailTrials(turn, stage, because);
    }

    public static string Because(StageTree tree, int stage, string? reason) => $"{tree.SpecOf(stage).Kind} failed: {reason ?? "in an earlier run"}";

    /// <summary>Why a stage does not run whose parent failed or was skipped.</summary>
    public static string BecauseOfParent(Turn turn, int stage)
    {
        var parent = turn.Tree.ParentOf(stage);
        var reason = turn.Stage(parent).Reason;
        return turn.Stage(parent).State == StageState.Failed ? Because(turn.Tree, parent, reason) : reason ?? "an ancestor failed in an earlier run";
    }

    /// <summary>A stage below one that failed.</summary>
    public static void Skip(Turn turn, int stage, string reason)
    {
        Mark(turn, stage, reason);
        SkipChildren(turn, stage, reason);
        FailTrials(turn, stage, reason);
    }

    /// <summary>Nobody needs the stage any more. One that was to run again for its artifact alone keeps its results and just does not.</summary>
    public static void Drop(Turn turn, int stage, string reason)
    {
        if (!turn.Stage(stage).HasResults) Mark(turn, stage, reason);
    }

    /// <summary>The stage that failed and keeps a trial from ending; null when there is none. A stage that still runs below it may get past it.</summary>
    public static int? BlockerOf(SweepState state, int trial)
    {
        for (var stage = state.Tree.EndOf(trial); stage != StageTree.None; stage = state.Tree.ParentOf(stage))
        {
            switch (state.Stage(stage).State)
            {
                case StageState.Failed: return stage;
                case StageState.Running or StageState.Succeeded: return null;
                default: break;
            }
        }
        return null;
    }

    private static void SkipChildren(Turn turn, int stage, string reason)
    {
        foreach (var child in turn.Tree.ChildrenOf(stage))
        {
            if (turn.Stage(child).State != StageState.Pending) continue;
            Mark(turn, child, reason);
            SkipChildren(turn, child, reason);
        }
    }

    /// <summary>Skips the stage alone.</summary>
    public static void Mark(Turn turn, int stage, string reason)
    {
        turn.Set(stage, turn.Stage(stage) with { State = StageState.Skipped, Reason = reason });
        turn.Record(new StageSkipped(turn.Tree.KeyOf(stage), reason, turn.Now));
    }

    private static void FailTrials(Turn turn, int stage, string reason)
    {
        foreach (var trial in turn.Tree.TrialsThrough(stage))
        {
            if (turn.State.Trials[trial].IsOpen() && BlockerOf(turn.State, trial) is not null) turn.ChangeTrial(trial, TrialState.Failed, reason);
        }
    }
}
