using System.Collections.Immutable;
using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.Coordinator.Tests.Scheduling.Simulation;

/// <summary>What holds in every schedule, checked after each decision, each commit, and at the end.</summary>
internal sealed class Rules(World world)
{
    private const int MostDoublings = 16;

    private readonly RetryLimits _limits = new(world.Weather.Policy);
    private readonly HashSet<TrialId> _cancelled = [];
    private readonly Dictionary<StageKey, int> _missing = [];
    private readonly Dictionary<StageKey, int> _madeAgain = [];
    private readonly HashSet<(string Kind, bool OnGpu)> _measured = [];

    /// <summary>Successes recorded, in order.</summary>
    public List<StageKey> Executed { get; } = [];

    /// <summary>Which other sweeps need the stages that an edit brings is known at the next start only.</summary>
    private bool PlanChanges => world.Weather.Faults.Contains(Fault.Edit);

    public static void Hold(bool rule, string broken)
    {
        if (!rule) throw new RuleBrokenException(broken);
    }

    /// <summary>The machine's account of itself, after each event.</summary>
    public void Decided(SweepState state, SweepEvent happened, ImmutableArray<SweepCommand> commands)
    {
        if (happened is AttemptReportedFailure { Kind: FailureKind.ParentMissing } report && world.ParentOf(report.Lease.Stage) is { } parent) _missing[parent] = _missing.GetValueOrDefault(parent) + 1;
        foreach (var command in commands)
        {
            if (command is RecordTransition { Transition: AttemptSucceeded { Stage: var made } }) _madeAgain[made] = _missing.GetValueOrDefault(made);
        }
        if (happened is SweepBegun) _measured.Clear();
        if (happened is AttemptReportedSuccess done && commands.Any(c => c is RecordTransition { Transition: AttemptSucceeded }) && state.Slots.GetValueOrDefault(done.Slot)?.Device is { } on)
            _measured.Add((world.NameOf(done.Lease.Stage), on.OnGpu));
        StateRules.Check(state, world.Time.Time);
        foreach (var command in commands)
        {
            if (command is not RecordTransition { Transition: LeaseGranted granted }) continue;
            Hold(state.Draining is null, "a lease was granted while the sweep stops");
            Hold(!state.Slots[granted.Slot].Declines, $"{Name(granted.Stage)} was given to a slot that gives back what it gets");
            Hold(StateRules.IsWanted(state, granted.Stage), $"{Name(granted.Stage)} was given out, and nobody needs it");
            HasRoom(state, granted.Stage);
            FitsTheDevice(state, granted);
        }
    }

    /// <summary>Writes to the store; a transition whose guard does not hold there is a mistake of the machine.</summary>
    public void Commit(StoreTransition transition)
    {
        if (transition is TrialChanged { State: TrialState.Cancelled } cancel) _cancelled.Add(cancel.Trial);
        if (transition is AttemptFailed failed) _limits.Check(failed, world.Store.Stages[failed.Stage].CountedAfter);
        if (transition is ArtifactDeleted { Reason: "deleted when nothing needed it" } spare && !PlanChanges)
            Hold(!world.Store.NeededElsewhere.Contains(spare.Stage), $"the artifact of {Name(spare.Stage)} was deleted, and another sweep needs it");
        if (transition is StageReopened again) Hold(!world.Store.Stages[again.Stage].HasArtifact, $"{Name(again.Stage)} is to run again although its artifact is there");
        Hold(world.Store.Apply(transition), $"the store refuses {transition}{Row(transition)}");
        switch (transition)
        {
            case AttemptProgressed t:
                _limits.Progressed(t);
                break;
            case AttemptSucceeded t:
                Succeeded(t.Stage);
                break;
            case PlanReplaced t:
                world.Adopt(t.Plan);
                break;
            default: break;
        }
    }

    /// <summary>The store's account, after each unit.</summary>
    public void Committed()
    {
        foreach (var (key, stage) in world.Store.Stages)
        {
            if (stage.State != StageState.Running || world.ParentOf(key) is not { } parent || _missing.ContainsKey(parent)) continue;
            Hold(world.Store.Stages[parent].HasArtifact, $"{Name(key)} runs without the artifact that it starts from");
        }
        // An edit may bring more back than fits; that goes as soon as something is to be written.
        if (world.Weather.Policy.DiskBudget is { } budget && !PlanChanges)
            Hold(world.Store.ArtifactBytes <= budget, $"artifacts take {world.Store.ArtifactBytes} bytes, and the budget is {budget}");
        if (world.Coordinator is { Alive: true, IsSettled: true }) StateRules.AgreesWith(world.Coordinator.State, world.Store);
    }

    /// <summary>An order leaves for a slot.</summary>
    public void Told(Dispatch order)
    {
        var stage = world.Store.Stages[order.Lease.Stage];
        if (stage.State != StageState.Running || stage.LastAttempt != order.Lease.Attempt.Value) return;
        Hold(order.Slot == stage.Slot, $"{order} goes to another slot than the store has: {stage}");
        var least = stage.Failed.OutOfMemory - (world.Weather.Policy.DeviceMemoryShare is null ? 0 : 1);
        Hold(order.MicroBatches == 1 << Math.Min(stage.Failed.OutOfMemory, MostDoublings) || order.MicroBatches == 1 << Math.Clamp(least, 0, MostDoublings), $"{order} after {stage.Failed}");
    }

    public void Over()
    {
        foreach (var spec in world.Plan.Trials)
        {
            var trial = world.Store.Trials[spec.Id];
            Hold(trial is { Ended: true, Dropped: false }, $"trial {spec.Number} ended as {trial.State}");
            var path = spec.Stages.Select(key => world.Store.Stages[key]).ToList();
            if (trial.State == TrialState.Succeeded) Hold(path.All(s => s.Successes > 0), $"trial {spec.Number} succeeded without all of its stages");
            if (trial.State == TrialState.Failed) Hold(path.Any(s => s.State is StageState.Failed or StageState.Skipped), $"trial {spec.Number} failed, and nothing keeps it from ending");
            if (trial.State == TrialState.Cancelled) Hold(_cancelled.Contains(spec.Id), $"trial {spec.Number} is cancelled, which nobody asked for");
        }
        foreach (var spec in world.Plan.Stages)
        {
            var stage = world.Store.Stages[spec.Key];
            Hold(stage.State != StageState.Running, $"{Name(spec.Key)} runs after the end");
            if (stage is not { State: StageState.Pending, Successes: 0 }) continue;
            var through = world.Plan.Trials.Where(t => t.Stages.Contains(spec.Key)).Select(t => world.Store.Trials[t.Id].State);
            Hold(through.All(t => t is TrialState.Failed or TrialState.Cancelled), $"{Name(spec.Key)} was forgotten");
        }
        Hold(!world.Store.Unanswered.Any(), "a request was never answered");
    }

    /// <summary>A stage that writes is given out beside others only when all that they may write fits.</summary>
    private void HasRoom(SweepState state, StageKey granted)
    {
        if (state.Policy.DiskBudget is not { } budget || Written(granted) == 0) return;
        var written = state.Leases.Keys.Select(stage => Written(state.Tree.KeyOf(stage))).Where(bytes => bytes > 0).ToList();
        Hold(written.Count == 1 || state.Shelf.Bytes + written.Sum() <= budget, $"{state.Shelf.Bytes} bytes are taken, {written.Sum()} may be written, and the budget is {budget}");
    }

    /// <summary>A stage is given out beside others on its device only when all that is known of their sizes fits together.</summary>
    private void FitsTheDevice(SweepState state, LeaseGranted granted)
    {
        if (state.Policy.DeviceMemoryShare is not { } share || state.Slots[granted.Slot].Device is not { } device) return;
        var taken = state.Slots.Values.Where(s => s.Device?.Place == device.Place && !s.Held.IsEmpty).Select(s => s.Held.Max(stage => Measured(state.Tree.KeyOf(stage), device.OnGpu))).ToList();
        Hold(taken.Count == 1 || taken.Sum() <= device.Bytes * share, $"stages of {string.Join(" + ", taken)} run on {device} at a time");
    }

    private long Measured(StageKey stage, bool onGpu) => _measured.Contains((world.NameOf(stage), onGpu)) ? world.NatureOf(stage).Memory : 0;

    private long Written(StageKey stage) => Nature.FilesOfAStage * (world.NatureOf(stage).Artifact?.Bytes ?? 0);

    private void Succeeded(StageKey key)
    {
        var stage = world.Store.Stages[key];
        Hold(stage.Successes <= 1 + stage.Reopened, $"{Name(key)} finished more than once");
        Hold(world.Store.Trials.Values.Any(t => !t.Dropped && t.Stages.Contains(key)), $"{Name(key)} finished after it had left the plan");
        Executed.Add(key);
        // A child may have missed the new artifact too, between this success's decision and its commit.
        var since = _missing.GetValueOrDefault(key) - _madeAgain.GetValueOrDefault(key);
        _missing.Remove(key);
        if (since > 0) _missing.Add(key, since);
        world.Disk.Checkpoints.Remove(key);
    }

    private string Name(StageKey key) => $"stage {world.NameOf(key)}";

    private string Row(StoreTransition transition)
    {
        StageKey? key = transition switch
        {
            LeaseGranted t => t.Stage,
            AttemptProgressed t => t.Stage,
            AttemptSucceeded t => t.Stage,
            AttemptFailed t => t.Stage,
            StageSkipped t => t.Stage,
            StageRequeued t => t.Stage,
            StageReopened t => t.Stage,
            ArtifactDeleted t => t.Stage,
            _ => null,
        };
        return key is { } stage ? $"; {Name(stage)} is {world.Store.Stages[stage]}" : "";
    }
}
