using System.Collections.Immutable;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;
using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.Coordinator.Scheduling;

/// <summary>What slots say of the stages that they hold.</summary>
internal static class Reports
{
    public static void Advance(Turn turn, AttemptAdvanced e)
    {
        if (!turn.State.Holds(e.Slot, e.Lease))
        {
            turn.Do(new Cancel(e.Slot, e.Lease, "the lease was lost"));
            return;
        }
        var stage = turn.Tree.NumberOf(e.Lease.Stage);
        Renew(turn, stage);
        if (e.Begun) Note(turn, stage, e.Steps, e.Epochs);
        if (!e.Epochs.IsEmpty) turn.Record(new AttemptProgressed(e.Lease.Stage, e.Lease.Attempt, e.Epochs, turn.Now));
        Membership.StopIfAsked(turn, stage);
    }

    public static void Renew(Turn turn, int stage) =>
        turn.Set(stage, turn.State.Leases[stage] with { Deadline = turn.Now + turn.Policy.LeaseLength });

    public static void Succeed(Turn turn, AttemptReportedSuccess e)
    {
        if (!Accepts(turn, e.Slot, e.Lease)) return;
        var stage = turn.Tree.NumberOf(e.Lease.Stage);
        var before = turn.Stage(stage);
        turn.Record(new AttemptSucceeded(e.Lease.Stage, e.Lease.Attempt, e.Outcome, turn.Now));
        turn.Do(new Acknowledge(e.Slot, e.Lease));
        Packing.Learn(turn, e.Slot, stage, MeasuredMemory.Of(e.Outcome.Provenance));
        Attempts.Release(turn, stage);
        Free(turn, e.Slot, stage);
        ExpectedTimes.Learn(turn, stage, e.Outcome.TrainSeconds);
        turn.State = turn.State with { DiskFullTold = false };
        turn.Set(stage, new StageStatus(StageState.Succeeded, e.Lease.Attempt) { IsFresh = before.HasResults });
        Retention.Succeeded(turn, stage, e.Outcome.Artifact);
        Compare(turn, e.Lease.Stage, before.Artifact, e.Outcome.Artifact);
        foreach (var child in turn.Tree.ChildrenOf(stage))
        {
            if (turn.Stage(child).State == StageState.Pending) StageQueue.Add(turn, child);
        }
        foreach (var trial in turn.Tree.TrialsThrough(stage))
        {
            if (turn.Tree.EndOf(trial) == stage && turn.State.Trials[trial].IsOpen()) turn.ChangeTrial(trial, TrialState.Succeeded, null);
        }
    }

    public static void Fail(Turn turn, AttemptReportedFailure e)
    {
        if (!Accepts(turn, e.Slot, e.Lease)) return;
        var stage = turn.Tree.NumberOf(e.Lease.Stage);
        var lease = turn.State.Leases[stage];
        var wasAsked = turn.State.Draining is not null || lease.ToldToStop || (lease.AskedBack && lease.Begun is null);
        if (e.Kind == FailureKind.DiskFull) TellOfFullDisk(turn, e);
        if (e.Kind == FailureKind.OutOfMemory && Packing.RanOut(turn, e.Slot, stage)) turn.Set(stage, turn.Stage(stage) with { RanOutBesideOthers = true });
        Attempts.End(turn, stage, e.Kind, e.Reason, FailureRules.Apply(e.Kind, turn.Stage(stage), wasAsked, turn.Policy));
        turn.Do(new Acknowledge(e.Slot, e.Lease));
        if (e.Kind == FailureKind.Cancelled && !wasAsked) turn.Set(e.Slot, turn.Slot(e.Slot) with { Declines = true });
        Free(turn, e.Slot, null);
        if (e.Kind == FailureKind.ParentMissing) StageQueue.ParentIsMissing(turn, stage);
    }

    /// <summary>The acknowledgement of a recorded report may have been lost: then the report comes again and is answered again.</summary>
    public static bool IsRecorded(SweepState state, StageLease lease) =>
        state.Tree.NumberOf(lease.Stage) is var stage and not StageTree.None &&
        state.Stage(stage) is { State: StageState.Succeeded } status && status.Attempt == lease.Attempt;

    private static bool Accepts(Turn turn, SlotId slot, StageLease lease)
    {
        if (turn.State.Holds(slot, lease)) return true;
        if (IsRecorded(turn.State, lease))
        {
            turn.Do(new Acknowledge(slot, lease));
            return false;
        }
        turn.Log("report-refused", $"{slot}, attempt {lease.Attempt}: the lease is not this slot's", turn.Tree.Contains(lease.Stage) ? lease.Stage : null);
        turn.Do(new Refuse(slot, lease, "the lease was lost"));
        return false;
    }

    /// <summary>A slot that reported and holds nothing more can take the next stage, without a round trip.</summary>
    private static void Free(Turn turn, SlotId id, int? done)
    {
        var slot = turn.Slot(id);
        if (slot.Joined) turn.Set(id, slot with { Waiting = slot.Held.IsEmpty && !slot.Declines, Last = done ?? slot.Last, Kept = slot.Device?.OnGpu == true ? slot.Kept : 0 });
        if (!slot.Held.IsEmpty && turn.State.Leases[slot.Held[0]] is { Begun: null } next) turn.Set(slot.Held[0], next with { Since = turn.Now });
    }

    private static void Note(Turn turn, int stage, long steps, ImmutableArray<EpochMetric> epochs)
    {
        var lease = turn.State.Leases[stage];
        var epoch = epochs.IsEmpty ? lease.Epoch : Math.Max(lease.Epoch, epochs.Max(m => m.Epoch));
        if (epoch > lease.Epoch && turn.Stage(stage) is { Failed.Losses: > 0 } status) turn.Set(stage, status with { Failed = status.Failed with { Losses = 0 } });
        turn.Set(stage, lease with
        {
            Begun = lease.Begun ?? turn.Now,
            Advanced = lease.Begun is null || steps > lease.Steps || epoch > lease.Epoch ? turn.Now : lease.Advanced,
            Steps = Math.Max(steps, lease.Steps),
            Epoch = epoch,
        });
    }

    private static void Compare(Turn turn, StageKey stage, StageArtifact? before, ArtifactRecord? after)
    {
        if (before is null or { Sha256: "" } || before.Sha256 == after?.Sha256) return;
        turn.Log("artifact-differs", $"run again, it left {after?.Sha256 ?? "nothing"} where it had left {before.Sha256}", stage);
    }

    private static void TellOfFullDisk(Turn turn, AttemptReportedFailure e)
    {
        if (turn.State.DiskFullTold) return;
        turn.State = turn.State with { DiskFullTold = true };
        turn.Log("disk-full", $"{e.Slot}: {e.Reason}; stages wait until there is space", e.Lease.Stage);
    }
}
