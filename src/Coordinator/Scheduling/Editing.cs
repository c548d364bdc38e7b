using System.Collections.Immutable;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.Coordinator.Scheduling;

/// <summary>Replaces the plan by that of an edited file. Stages are the same when their keys are: what is common goes on as it is, what is done stays done.</summary>
/// <remarks>The artifacts of stages that left stay where they are, uncounted: the next edit may bring the stages back.</remarks>
internal static class Editing
{
    private const string Dropped = "its stage left the plan";

    public static void Replace(Turn turn, PlanEdited e)
    {
        var before = turn.State;
        var brought = Carry(turn, e);
        MoveLeases(turn, before, e.Tree);
        var fresh = CarryTrials(turn, before, e);
        foreach (var trial in fresh) Requests.PutBackPath(turn, trial, "a trial that is new to the sweep needs it");
        // After these, as the store puts back what a new trial needs by itself, and would refuse to do it again.
        turn.Record(new PlanReplaced(before.Sweep, e.Tree.Plan, e.FileText, turn.Now));
        Settling.Settle(turn);
        turn.Record(new RequestAnswered(e.Number, Done: true, Summary(turn, before, e, fresh.Count, brought), turn.Now));
    }

    /// <returns>How many stages new to the plan are done already.</returns>
    private static int Carry(Turn turn, PlanEdited e)
    {
        var stages = new StageStatus?[e.Tree.Count];
        var elsewhere = turn.State.NeededElsewhere.ToBuilder();
        var done = 0;
        for (var stage = 0; stage < stages.Length; stage++)
        {
            var key = e.Tree.KeyOf(stage);
            var old = turn.Tree.NumberOf(key);
            if (old != StageTree.None) stages[stage] = turn.State.Stages[old];
            else if (e.Stages.TryGetValue(key, out var record)) stages[stage] = StageStatus.Of(record with { Slot = null });
            else continue;
            if (old != StageTree.None || stages[stage]!.State != StageState.Succeeded) continue;
            // Made by another sweep, or before it was dropped from this one. Who else needs it is not known, so it is kept.
            elsewhere.Add(key);
            done++;
        }
        turn.State = turn.State with { Stages = PersistentArray<StageStatus>.Of(stages), NeededElsewhere = elsewhere.ToImmutable() };
        return done;
    }

    /// <summary>Leases of stages that left end at once; the others go by their new numbers.</summary>
    private static void MoveLeases(Turn turn, SweepState before, StageTree tree)
    {
        var leases = ImmutableDictionary.CreateBuilder<int, HeldLease>();
        foreach (var (stage, lease) in before.Leases)
        {
            if (Moved(stage) is { } number)
            {
                leases.Add(number, lease);
                continue;
            }
            turn.Record(new AttemptFailed(before.Tree.KeyOf(stage), lease.Attempt, FailureKind.Cancelled, Dropped, Final: false, turn.Now));
            turn.Do(new Cancel(lease.Slot, before.LeaseOf(stage), Dropped));
        }
        turn.State = turn.State with { Tree = tree, Leases = leases.ToImmutable(), PassedOver = [], KeptFree = null };
        foreach (var (id, slot) in before.Slots)
            turn.Set(id, slot with { Held = [.. slot.Held.Select(Moved).OfType<int>()], Last = slot.Last is { } last ? Moved(last) : null });

        int? Moved(int stage) => tree.NumberOf(before.Tree.KeyOf(stage)) is var number and not StageTree.None ? number : null;
    }

    /// <returns>The trials that are new to the plan, or go a new path in it, and are not done.</returns>
    private static List<int> CarryTrials(Turn turn, SweepState before, PlanEdited e)
    {
        var trials = new TrialState[e.Tree.Plan.Trials.Length];
        var fresh = new List<int>();
        for (var trial = 0; trial < trials.Length; trial++)
        {
            var id = e.Tree.Plan.Trials[trial].Id;
            if (before.Tree.TrialNumberOf(id) is var old and not StageTree.None)
            {
                // Equal settings may go another path, on changed data or by a newer recipe: what had ended then begins anew.
                var again = !before.Trials[old].IsOpen() && before.Tree.KeyOf(before.Tree.EndOf(old)) != e.Tree.KeyOf(e.Tree.EndOf(trial));
                trials[trial] = again ? TrialState.Pending : before.Trials[old];
                if (again) fresh.Add(trial);
                continue;
            }
            var stored = e.Trials.GetValueOrDefault(id, TrialState.Pending);
            if (stored is TrialState.Failed or TrialState.Cancelled) turn.Record(new TrialRequeued(before.Sweep, id, turn.Now));
            trials[trial] = stored is TrialState.Failed or TrialState.Cancelled ? TrialState.Pending : stored;
            if (trials[trial].IsOpen()) fresh.Add(trial);
        }
        var open = trials.Count(t => t.IsOpen());
        turn.State = turn.State with { Trials = PersistentArray<TrialState>.Of(trials), OpenTrials = open, Finished = before.Finished && open == 0 };
        return fresh;
    }

    private static string Summary(Turn turn, SweepState before, PlanEdited e, int fresh, int brought)
    {
        var (old, plan) = (before.Tree, e.Tree.Plan);
        var common = plan.Stages.Count(s => old.Contains(s.Key));
        var done = Enumerable.Range(0, e.Tree.Count).Count(stage => turn.Stage(stage).State == StageState.Succeeded);
        var dropped = old.Plan.Trials.Count(t => e.Tree.TrialNumberOf(t.Id) == StageTree.None);
        return FormattableString.Invariant($"{plan.Trials.Length} trials, {fresh} of them new, and {dropped} dropped; {plan.Stages.Length} stages: {common} kept, ") +
            FormattableString.Invariant($"{plan.Stages.Length - common} new ({brought} of these done before), {old.Plan.Stages.Length - common} dropped; {done} are done");
    }
}
