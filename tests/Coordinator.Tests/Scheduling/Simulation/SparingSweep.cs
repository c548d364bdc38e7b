using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;
using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.Coordinator.Tests.Scheduling.Simulation;

/// <summary>
/// A sweep that deletes what nothing needs, with requests now and then. After each it is counted by hand what has to run: by what lies on the disk,
/// which results are there, and which stages fail whenever they run.
/// </summary>
internal sealed class SparingSweep
{
    private const int Requests = 5;
    private const int PoisonPercent = 12;

    private static readonly SlotId[] Slots = [new("a"), new("b"), new("c")];

    private readonly Chance _chance;
    private readonly RandomTree _tree;
    private readonly ModelStore _store = new();
    private readonly Driver _sweep;
    private readonly HashSet<StageKey> _seen = [];
    private readonly HashSet<StageKey> _poisoned = [];
    private readonly HashSet<StageKey> _done = [];
    private readonly HashSet<StageKey> _disk = [];
    private readonly HashSet<StageLease> _stopped = [];
    private HashSet<StageKey> _ran = [];

    public SparingSweep(Chance chance)
    {
        _chance = chance;
        _tree = new(chance);
        var plan = Know(_tree.Plan());
        var policy = Plans.Policy with { Keep = chance.Of([KeepArtifacts.Leaves, KeepArtifacts.None]) };
        _sweep = new(SweepState.Begin(_store.Begin(plan), new(plan), policy, Plans.Start));
        Do(new SweepBegun());
        foreach (var slot in Slots) Do(new SlotJoined(slot, []));
    }

    private SweepState State => _sweep.State;

    /// <returns>How many stages had to run again that had results.</returns>
    public int Run()
    {
        var again = 0;
        for (var i = 0; i < Requests; i++)
        {
            if (i > 0) Ask();
            var least = Least();
            again += least.Count(_done.Contains);
            _ran = [.. State.Leases.Keys.Select(State.LeaseOf).Where(lease => !_stopped.Contains(lease)).Select(lease => lease.Stage)];
            var isThrough = Work(_chance.Percent(60) ? int.MaxValue : _chance.Between(1, 20));
            Rules.Hold(_ran.IsSubsetOf(least), $"after request {i}, {Names(_ran.Except(least))} ran in vain");
            if (isThrough) Rules.Hold(_ran.Count == least.Count, $"after request {i}, {Names(least.Except(_ran))} never ran");
        }
        return again;
    }

    private void Ask()
    {
        if (_chance.Percent(40))
        {
            if (_chance.Percent(70)) _poisoned.Clear();
            Do(new Requested(_store.Ask(new RetryTrials([])), new RetryTrials([])));
            return;
        }
        _tree.Edit();
        var plan = Know(_tree.Plan());
        var (old, number) = (State.Tree, _store.Ask(new ApplyFile("")));
        Do(new PlanEdited(
            number, "", new(plan),
            plan.Stages.Where(s => !old.Contains(s.Key) && _store.Stages.ContainsKey(s.Key)).ToDictionary(s => s.Key, s => _store.Stages[s.Key].ToRecord()),
            plan.Trials.Where(t => old.TrialNumberOf(t.Id) == StageTree.None && _store.Trials.ContainsKey(t.Id)).ToDictionary(t => t.Id, t => _store.Trials[t.Id].State)));
    }

    /// <summary>What is wanted and not done; and, for what starts from an artifact that is gone, what made it, and so on.</summary>
    private HashSet<StageKey> Least()
    {
        var parents = State.Tree.Plan.Stages.ToDictionary(s => s.Key, s => s.Parent);
        var least = new HashSet<StageKey>();
        foreach (var trial in State.Tree.Plan.Trials.Where(t => State.Trial(t.Id).IsOpen()))
        {
            foreach (var stage in trial.Stages.Where(s => !_done.Contains(s)))
            {
                Need(stage);
                // What comes after it never begins.
                if (_poisoned.Contains(stage)) break;
            }
        }
        return least;

        void Need(StageKey stage)
        {
            if (least.Add(stage) && parents[stage] is { } parent && _done.Contains(parent) && !_disk.Contains(parent)) Need(parent);
        }
    }

    /// <returns>Whether everything has ended.</returns>
    private bool Work(int steps)
    {
        var most = 100 * (State.Tree.Count + 1);
        for (var i = 0; i < steps; i++)
        {
            if (State.OpenTrials == 0 && State.Leases.IsEmpty) return true;
            Rules.Hold(i < most, "it does not end");
            var slot = _chance.Of(Slots);
            if (State.HeldBy(slot) is [var lease, ..]) End(slot, lease);
            else Do(new StageRequested(slot));
        }
        return false;
    }

    private void End(SlotId slot, StageLease lease)
    {
        var stage = lease.Stage;
        if (_stopped.Contains(lease)) Do(new AttemptReportedFailure(slot, lease, FailureKind.Cancelled, "stopped"));
        else if (_poisoned.Contains(stage)) Do(new AttemptReportedFailure(slot, lease, FailureKind.Data, "poisoned"));
        else
        {
            _done.Add(stage);
            var leaves = State.Tree.HasChildren(stage);
            if (leaves) _disk.Add(stage);
            Do(new AttemptReportedSuccess(slot, lease, Driver.Outcome with { Artifact = leaves ? new(ArtifactPaths.Artifact(stage), 1, "same") : null }));
        }
    }

    private void Do(SweepEvent happened)
    {
        foreach (var command in _sweep.Do(happened))
        {
            switch (command)
            {
                case RecordTransition record:
                    Rules.Hold(_store.Apply(record.Transition), $"the store refuses {record.Transition}");
                    if (record.Transition is LeaseGranted granted) _ran.Add(granted.Stage);
                    break;
                case DeleteArtifact delete: _disk.Remove(delete.Stage); break;
                case Cancel cancel: _stopped.Add(cancel.Lease); break;
                default: break;
            }
        }
    }

    private SweepPlan Know(SweepPlan plan)
    {
        foreach (var stage in plan.Stages.Where(s => _seen.Add(s.Key) && _chance.Percent(PoisonPercent))) _poisoned.Add(stage.Key);
        return plan;
    }

    private string Names(IEnumerable<StageKey> stages) => string.Join(", ", stages.Select(key => State.Tree.Spec(key).Kind));
}
