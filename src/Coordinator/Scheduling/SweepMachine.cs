using System.Collections.Immutable;
using System.Globalization;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;
using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.Coordinator.Scheduling;

/// <summary>
/// Every decision about a running sweep, as a pure function: who runs what, what is tried again, what fails, when it is over.
/// No clock, no I/O, no actor inside.
/// </summary>
public static class SweepMachine
{
    /// <exception cref="ArgumentOutOfRangeException">An event of a type that is not handled here.</exception>
    public static (SweepState State, ImmutableArray<SweepCommand> Commands) Apply(SweepState state, SweepEvent happened, DateTimeOffset now)
    {
        var step = new Step(state, now);
        switch (happened)
        {
            case SweepBegun: break;
            case SlotJoined e: step.Join(e); break;
            case SlotLeft e: step.Leave(e); break;
            case StageRequested e: step.Request(e.Slot); break;
            case AttemptAdvanced e: step.Advance(e); break;
            case AttemptReportedSuccess e: step.Succeed(e); break;
            case AttemptReportedFailure e: step.Fail(e); break;
            case TimePassed: step.LoseOverdueLeases(); break;
            case DrainRequested e: step.Drain(e.Reason); break;
            case SlotsExhausted e: step.GiveUp(e.Reason); break;
            default: throw new ArgumentOutOfRangeException(nameof(happened), happened.GetType().Name, "not an event of a sweep");
        }
        step.Assign();
        step.FinishIfOver();
        return (step.State, step.Commands);
    }

    /// <summary>The state while one event is worked in. It lives for one call only.</summary>
    private sealed class Step(SweepState state, DateTimeOffset now)
    {
        private readonly ImmutableArray<SweepCommand>.Builder _commands = ImmutableArray.CreateBuilder<SweepCommand>();

        public SweepState State { get; private set; } = state;

        public ImmutableArray<SweepCommand> Commands => _commands.ToImmutable();

        public void Join(SlotJoined e)
        {
            if (State.Slots.GetValueOrDefault(e.Slot)?.Lease is { } lease && lease != e.Holding.FirstOrDefault())
                Lose(e.Slot, lease, "its GPU actor was started anew");
            if (e.Holding.FirstOrDefault() is { } holding && !State.Holds(e.Slot, holding))
            {
                SetSlot(e.Slot, new(null, Waiting: false));
                Do(new Cancel(e.Slot, holding, "the lease is not this slot's"));
                return;
            }
            SetSlot(e.Slot, new(e.Holding.FirstOrDefault(), Waiting: false));
            if (e.Holding.FirstOrDefault() is not { } held) return;
            Renew(held.Stage, State.Stages[held.Stage], []);
            CancelIfDraining(e.Slot, held);
        }

        public void Leave(SlotLeft e)
        {
            if (!State.Slots.TryGetValue(e.Slot, out var slot)) return;
            State = State with { Slots = State.Slots.Remove(e.Slot) };
            Log("slot-left", $"{e.Slot}: {e.Reason}", slot.Lease?.Stage);
            if (slot.Lease is { } lease) Lose(e.Slot, lease, e.Reason);
        }

        public void Request(SlotId slot)
        {
            if (!State.Slots.TryGetValue(slot, out var status)) return;
            // A request from a slot that has a lease means that the order to run it was lost on the way, or crossed the request: say it again.
            if (status.Lease is not { } lease) SetSlot(slot, new(null, Waiting: true));
            else if (State.Draining is { } why) Withdraw(slot, lease, why);
            else Do(new Dispatch(slot, lease, 1));
        }

        public void Advance(AttemptAdvanced e)
        {
            if (!State.Holds(e.Slot, e.Lease))
            {
                Do(new Cancel(e.Slot, e.Lease, "the lease was lost"));
                return;
            }
            Renew(e.Lease.Stage, State.Stages[e.Lease.Stage], e.Epochs);
            if (!e.Epochs.IsEmpty) Do(new RecordTransition(new AttemptProgressed(e.Lease.Stage, e.Lease.Attempt, e.Epochs, now)));
            CancelIfDraining(e.Slot, e.Lease);
        }

        public void Succeed(AttemptReportedSuccess e)
        {
            if (!Accepts(e.Slot, e.Lease)) return;
            var key = e.Lease.Stage;
            SetStage(key, State.Stages[key] with { State = StageState.Succeeded, Holder = null, Artifact = e.Outcome.Artifact });
            State = State with { Open = State.Open - 1, Running = State.Running - 1 };
            Do(new RecordTransition(new AttemptSucceeded(key, e.Lease.Attempt, e.Outcome, now)));
            Do(new Acknowledge(e.Slot, e.Lease));
            foreach (var child in State.Tree.Children(key).Where(c => State.Stages[c].State == StageState.Pending)) Enqueue(child);
            foreach (var trial in State.Tree.Trials(key).Where(t => t.Stages[^1] == key)) ChangeTrial(trial.Id, TrialState.Succeeded, null);
        }

        public void Fail(AttemptReportedFailure e)
        {
            if (!Accepts(e.Slot, e.Lease)) return;
            var stage = State.Stages[e.Lease.Stage];
            var crashes = stage.Crashes + (CountsAsCrash(e.Kind) ? 1 : 0);
            // Nobody asked for it: a slot that gives its stages up again and again must not keep them going round for ever.
            var losses = stage.Losses + (e.Kind is FailureKind.Cancelled or FailureKind.Lost && State.Draining is null ? 1 : 0);
            var final = e.Kind is FailureKind.Diverged or FailureKind.Data || crashes >= State.Policy.MaxCrashes || losses >= State.Policy.MaxLosses;
            var delay = CountsAsCrash(e.Kind) ? State.Policy.DelayAfter(crashes) : TimeSpan.Zero;
            EndAttempt(e.Lease, stage with { Crashes = crashes, Losses = losses, NotBefore = now + delay }, e.Kind, e.Reason, final);
            Do(new Acknowledge(e.Slot, e.Lease));
        }

        public void LoseOverdueLeases()
        {
            foreach (var (slot, status) in State.Slots.OrderBy(s => s.Key.Value, StringComparer.Ordinal))
            {
                if (status.Lease is not { } lease || State.Stages[lease.Stage].Holder is not { } holder || holder.Deadline >= now) continue;
                Lose(slot, lease, string.Create(CultureInfo.InvariantCulture, $"no progress was reported for {State.Policy.LeaseLength.TotalSeconds} s"));
                Do(new Cancel(slot, lease, "the lease ran out"));
            }
        }

        public void Drain(string reason)
        {
            if (State.Draining is not null) return;
            State = State with { Draining = reason };
            Log("drain", reason, null);
            foreach (var (slot, status) in State.Slots.Where(s => s.Value.Lease is not null)) Do(new Cancel(slot, status.Lease!, reason));
        }

        public void GiveUp(string reason)
        {
            State = State with { Draining = State.Draining ?? reason };
            Log("slots-exhausted", reason, null);
        }

        /// <summary>Gives ready stages to waiting slots.</summary>
        public void Assign()
        {
            while (!State.Waiting.IsEmpty && State.Waiting.Min.NotBefore <= now)
            {
                var delayed = State.Waiting.Min;
                State = State with { Waiting = State.Waiting.Remove(delayed), Ready = State.Ready.Add(delayed.Priority) };
            }
            if (State.Draining is not null || State.Ready.IsEmpty) return;
            foreach (var slot in State.Slots.Where(s => s.Value.Waiting).Select(s => s.Key).OrderBy(s => s.Value, StringComparer.Ordinal))
            {
                if (State.Ready.IsEmpty) return;
                Lease(slot, State.Ready.Min.Key);
            }
        }

        public void FinishIfOver()
        {
            if (State.Finished || State.Running > 0 || (State.Open > 0 && State.Draining is null)) return;
            State = State with { Finished = true };
            Do(new Finish(State.Open > 0 ? State.Draining : null));
        }

        private static bool CountsAsCrash(FailureKind kind) => kind is FailureKind.Crash or FailureKind.OutOfMemory;

        private void Lease(SlotId slot, StageKey key)
        {
            var stage = State.Stages[key];
            var lease = new StageLease(key, stage.Attempt.Next);
            State = State with { Ready = State.Ready.Remove(State.Tree.PriorityOf(key)), Running = State.Running + 1 };
            SetStage(key, stage with { State = StageState.Running, Attempt = lease.Attempt, Holder = new(slot, now + State.Policy.LeaseLength, 0) });
            SetSlot(slot, new(lease, Waiting: false));
            var because = lease.Attempt.Value == 1 ? "first attempt" : $"attempt {lease.Attempt}: {stage.Reason ?? "an earlier run stopped"}";
            Do(new RecordTransition(new LeaseGranted(key, lease.Attempt, slot, because, now)));
            foreach (var trial in State.Tree.Trials(key).Where(t => State.Trials[t.Id] == TrialState.Pending)) ChangeTrial(trial.Id, TrialState.Running, null);
            Do(new Dispatch(slot, lease, 1));
        }

        private void Renew(StageKey key, StageStatus stage, ImmutableArray<EpochMetric> epochs)
        {
            var newest = epochs.IsEmpty ? stage.Holder!.Epoch : Math.Max(stage.Holder!.Epoch, epochs.Max(m => m.Epoch));
            SetStage(key, stage with
            {
                Holder = stage.Holder with { Deadline = now + State.Policy.LeaseLength, Epoch = newest },
                Losses = newest > stage.Holder.Epoch ? 0 : stage.Losses,
            });
        }

        /// <summary>Checks a report's lease; refuses it when it is not the slot's. A slot that reports is free again either way.</summary>
        private bool Accepts(SlotId slot, StageLease lease)
        {
            var holds = State.Holds(slot, lease);
            if (State.Slots.TryGetValue(slot, out var status) && (status.Lease is null || status.Lease == lease)) SetSlot(slot, new(null, Waiting: false));
            if (holds) return true;
            // The acknowledgement of a recorded report may have been lost: then the report comes again and is answered again.
            if (State.Stages.TryGetValue(lease.Stage, out var stage) && stage.State == StageState.Succeeded && stage.Attempt == lease.Attempt)
            {
                Do(new Acknowledge(slot, lease));
                return false;
            }
            Log("report-refused", $"{slot}, attempt {lease.Attempt}: the lease is not this slot's", lease.Stage);
            Do(new Refuse(slot, lease, "the lease was lost"));
            return false;
        }

        /// <summary>The order to stop may have been lost on the way, so whoever still runs is told again.</summary>
        private void CancelIfDraining(SlotId slot, StageLease lease)
        {
            if (State.Draining is { } why) Do(new Cancel(slot, lease, why));
        }

        /// <summary>Takes a lease back that its slot has not begun with.</summary>
        private void Withdraw(SlotId slot, StageLease lease, string why)
        {
            SetSlot(slot, new(null, Waiting: true));
            EndAttempt(lease, State.Stages[lease.Stage], FailureKind.Cancelled, why, final: false);
        }

        private void Lose(SlotId slot, StageLease lease, string reason)
        {
            if (!State.Holds(slot, lease)) return;
            if (State.Slots.ContainsKey(slot)) SetSlot(slot, new(null, Waiting: false));
            var stage = State.Stages[lease.Stage];
            var losses = stage.Losses + 1;
            EndAttempt(lease, stage with { Losses = losses }, FailureKind.Lost, $"{slot}: {reason}", losses >= State.Policy.MaxLosses);
        }

        private void EndAttempt(StageLease lease, StageStatus stage, FailureKind kind, string reason, bool final)
        {
            Do(new RecordTransition(new AttemptFailed(lease.Stage, lease.Attempt, kind, reason, final, now)));
            State = State with { Running = State.Running - 1 };
            if (!final)
            {
                SetStage(lease.Stage, stage with { State = StageState.Pending, Holder = null, Reason = reason });
                Enqueue(lease.Stage);
                return;
            }
            SetStage(lease.Stage, stage with { State = StageState.Failed, Holder = null, Reason = reason });
            State = State with { Open = State.Open - 1 };
            var because = $"{State.Tree.Spec(lease.Stage).Kind} failed: {reason}";
            SkipBelow(lease.Stage, because);
            foreach (var trial in State.Tree.Trials(lease.Stage)) ChangeTrial(trial.Id, TrialState.Failed, because);
        }

        private void SkipBelow(StageKey key, string reason)
        {
            foreach (var child in State.Tree.Children(key).Where(c => State.Stages[c].State == StageState.Pending))
            {
                SetStage(child, State.Stages[child] with { State = StageState.Skipped, Reason = reason });
                State = State with { Open = State.Open - 1 };
                Do(new RecordTransition(new StageSkipped(child, reason, now)));
                SkipBelow(child, reason);
            }
        }

        private void Enqueue(StageKey key)
        {
            var priority = State.Tree.PriorityOf(key);
            var notBefore = State.Stages[key].NotBefore;
            State = notBefore > now
                ? State with { Waiting = State.Waiting.Add(new(notBefore, priority)) }
                : State with { Ready = State.Ready.Add(priority) };
        }

        private void ChangeTrial(TrialId trial, TrialState to, string? reason)
        {
            if (State.Trials[trial] is TrialState.Succeeded or TrialState.Failed) return;
            State = State with { Trials = State.Trials.SetItem(trial, to) };
            Do(new RecordTransition(new TrialChanged(State.Sweep, trial, to, reason, now)));
        }

        private void SetStage(StageKey key, StageStatus status) => State = State with { Stages = State.Stages.SetItem(key, status) };

        private void SetSlot(SlotId slot, SlotStatus status) => State = State with { Slots = State.Slots.SetItem(slot, status) };

        private void Log(string name, string detail, StageKey? stage) => Do(new RecordTransition(new EventLogged(State.Sweep, name, detail, stage, now)));

        private void Do(SweepCommand command) => _commands.Add(command);
    }
}
