using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.Coordinator.Tests.Scheduling.Simulation;

/// <summary>What holds of the machine's state after every event: its parts agree with each other, with a recount, and with the store.</summary>
internal static class StateRules
{
    /// <summary>One that runs, and one ahead.</summary>
    private const int MostHeld = 2;

    public static void Check(SweepState state, DateTimeOffset now)
    {
        var held = 0;
        foreach (var (id, slot) in state.Slots)
        {
            held += slot.Held.Length;
            Rules.Hold(slot.Held.Length <= MostHeld, $"slot {id} holds {slot.Held.Length} stages");
            Rules.Hold(!slot.Waiting || (slot.Joined && slot.Held.IsEmpty), $"slot {id} waits, and cannot take a stage");
            foreach (var stage in slot.Held) Rules.Hold(state.Leases.TryGetValue(stage, out var lease) && lease.Slot == id, $"slot {id} holds a stage that it has no lease for");
        }
        Rules.Hold(held == state.Leases.Count, "a stage is held twice, or by nobody");
        var running = 0;
        var bytes = 0L;
        for (var stage = 0; stage < state.Tree.Count; stage++)
        {
            var status = state.Stage(stage);
            if (status is { State: StageState.Succeeded, Artifact: { IsGone: false } artifact }) bytes += artifact.Bytes;
            if (status.State != StageState.Running) continue;
            running++;
            Rules.Hold(state.Leases.TryGetValue(stage, out var lease) && lease.Attempt == status.Attempt, "a stage runs without a lease");
        }
        Rules.Hold(running == state.Leases.Count, "a lease is for a stage that does not run");
        Rules.Hold(state.Policy.DiskBudget is null || bytes == state.Shelf.Bytes, $"{bytes} bytes lie on the disk, and {state.Shelf.Bytes} are accounted for");
        var open = Enumerable.Range(0, state.Tree.Plan.Trials.Length).Count(t => state.Trials[t].IsOpen());
        Rules.Hold(open == state.OpenTrials, $"{open} trials are open, and {state.OpenTrials} are accounted for");
        if (state.Draining is null && state.Policy.DiskBudget is null && state.Slots.Values.Any(s => s.Waiting && HasItsDevice(state, s))) NothingIsLeftLying(state, now);
    }

    /// <summary>A trial that has not ended needs the stage; or it ran before, and such a stage waits for its artifact.</summary>
    public static bool IsWanted(SweepState state, StageKey key) => IsWanted(state, state.Tree.NumberOf(key));

    /// <summary>What the coordinator remembers is what the store has.</summary>
    public static void AgreesWith(SweepState state, ModelStore store)
    {
        for (var i = 0; i < state.Tree.Count; i++)
        {
            var (status, row) = (state.Stage(i), store.Stages[state.Tree.KeyOf(i)]);
            var slot = state.Leases.GetValueOrDefault(i)?.Slot;
            Rules.Hold(
                status.State == row.State && status.Attempt.Value == row.LastAttempt && slot == row.Slot && status.Artifact is { IsGone: false } == row.HasArtifact &&
                status.Failed.Crashes == row.Failed.Crashes && status.Failed.OutOfMemory == row.Failed.OutOfMemory,
                $"the coordinator takes a stage for {status} held by {slot}, and the store for {row}, {row.Failed}");
        }
        foreach (var trial in state.Tree.Plan.Trials)
        {
            var (known, row) = (state.Trial(trial.Id), store.Trials[trial.Id].State);
            Rules.Hold(known == row, $"the coordinator takes trial {trial.Number} for {known}, and the store for {row}");
        }
    }

    private static bool IsWanted(SweepState state, int stage)
    {
        if (state.Stage(stage).HasResults)
        {
            foreach (var child in state.Tree.ChildrenOf(stage))
            {
                if (state.Stage(child).State == StageState.Pending && IsWanted(state, child)) return true;
            }
            return false;
        }
        foreach (var trial in state.Tree.TrialsThrough(stage))
        {
            if (state.Trials[trial].IsOpen()) return true;
        }
        return false;
    }

    /// <summary>Nothing runs on it that could take the memory.</summary>
    private static bool HasItsDevice(SweepState state, SlotStatus slot) =>
        state.Policy.DeviceMemoryShare is null || slot.Device is null ||
        state.Slots.Values.All(s => s.Held.IsEmpty || (s.Device is { } other ? other.Place != slot.Device.Place : s.Joined));

    /// <summary>No slot waits while a stage could run.</summary>
    private static void NothingIsLeftLying(SweepState state, DateTimeOffset now)
    {
        for (var stage = 0; stage < state.Tree.Count; stage++)
        {
            var status = state.Stage(stage);
            if (status.State != StageState.Pending || status.NotBefore > now) continue;
            var parent = state.Tree.ParentOf(stage);
            if (parent != StageTree.None && state.Stage(parent).State != StageState.Succeeded) continue;
            Rules.Hold(!IsWanted(state, stage), $"a slot waits while {state.Tree.SpecOf(stage).Kind} could run: {status}");
        }
    }
}
