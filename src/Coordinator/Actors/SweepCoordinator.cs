using System.Collections.Immutable;
using System.Globalization;
using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Coordinator.Tracing;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.Stages;
using Akka.Actor;
using Akka.Event;

namespace AdaSapSweep.Coordinator.Actors;

/// <summary>
/// Shell around <see cref="SweepMachine"/>: turns messages into events, commits what is decided, and only then tells anybody.
/// While a commit is under way further decisions wait and go into the next one together.
/// </summary>
internal sealed class SweepCoordinator : ReceiveActor, IWithTimers
{
    private readonly SweepContext _context;
    private readonly SweepActors _actors;
    private readonly Dictionary<SlotId, IActorRef> _slots = [];
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly DecisionQueue _decisions = new();
    private SweepState _state;
    private string? _paused;
    private bool _refused;
    private int _locked;
    private bool _exhausted;
    private long _newestRequest;

    public SweepCoordinator(SweepContext context, SweepState initial, SweepActors actors)
    {
        _context = context;
        _state = initial;
        _actors = actors;

        Become(Running);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>CLI → SweepCoordinator: stop after the running stages' last checkpoints.</summary>
    internal sealed record Drain(string Reason);

    /// <summary>SlotProcesses → SweepCoordinator: every slot's process has been given up.</summary>
    internal sealed record NoSlotsLeft(string Reason);

    /// <summary>SlotProcesses → SweepCoordinator: something broke that cannot be mended in this run.</summary>
    internal sealed record Broken(string Reason);

    /// <summary>SweepCoordinator → itself and Progress: the plan was edited; what comes next may speak of stages that are new.</summary>
    internal sealed record TreeReplaced(StageTree Tree) : SweepCommand;

    /// <summary>SweepCoordinator → itself and Progress: all that an edit changed at once is told; from here on it is counted anew.</summary>
    internal sealed record StateKnown(SweepState State) : SweepCommand;

    protected override void PreStart()
    {
        Timers.StartPeriodicTimer("tick", Tick.Instance, _context.TickInterval);
        Happened(new SweepBegun());
    }

    /// <summary>A restart would lose the machine's state while the store goes on, so a fault here ends the run; the same command resumes it.</summary>
    protected override void PreRestart(Exception reason, object message)
    {
        BreakOff($"internal fault: {reason.Message}");
        base.PreRestart(reason, message);
    }

    protected override void PostRestart(Exception reason) => Become(Over);

    /// <summary>The sweep runs: waiting for whatever happens to it.</summary>
    private void Running()
    {
        Receive<ISlotMessage>(m => !IsThatOf(m.Slot, Sender), m => Sender.Tell(new RegisterAgain(m.Slot)));
        // What it says is sent again until it is answered, so nothing is lost when it is not looked at now.
        Receive<ISlotMessage>(_ => _decisions.IsFull, m => Sender.Tell(new Noted(m.Slot)));
        Receive<StageSucceeded>(Succeeded);
        Receive<StageProgressed>(Progressed);
        Receive<StageFailed>(m => Failed(ReportCheck.Bounded(m)));
        Receive<RequestStage>(m =>
        {
            Sender.Tell(new Noted(m.Slot));
            Happened(new StageRequested(m.Slot));
        });
        Receive<StoreWriter.Committed>(m => m.Number == _decisions.Number, _ => CarryOut());
        Receive<StoreWriter.CommitFailed>(m => m.Number == _decisions.Number, NotCommitted);
        Receive<CommitAgain>(_ => _refused, _ => Commit(_decisions.Again()));
        Receive<CommitAgain>(_ => { });
        Receive<CommitOverdue>(m => m.Number == _decisions.Number && _decisions.IsUnderWay, _ =>
            BreakOff(string.Create(CultureInfo.InvariantCulture, $"the store did not answer within {_context.CommitTimeout.TotalSeconds} s")));
        Receive<CommitOverdue>(_ => { });
        Receive<GpuRegistry.SlotUp>(m =>
        {
            _slots[m.Slot] = m.Actor;
            _context.Trace.Joined(m.Slot);
            Happened(new SlotJoined(m.Slot, m.Holding, m.Device));
        });
        Receive<GpuRegistry.SlotDown>(m =>
        {
            _slots.Remove(m.Slot);
            Happened(new SlotLeft(m.Slot, m.Reason, m.ForGood));
        });
        Receive<Tick>(_ =>
        {
            _context.Metrics.Publish();
            Happened(new TimePassed());
        });
        // One that was handed over by a desk that was restarted comes again.
        Receive<RequestDesk.Asked>(m => m.Number <= _newestRequest, _ => { });
        Receive<RequestDesk.Asked>(m =>
        {
            _newestRequest = m.Number;
            Happened(m.Event);
        });
        Receive<RequestDesk.Impossible>(m => m.Number <= _newestRequest, _ => { });
        Receive<RequestDesk.Impossible>(m =>
        {
            _newestRequest = m.Number;
            Decided([new RecordTransition(new RequestAnswered(m.Number, Done: false, m.Reason, _context.Clock.GetUtcNow()))]);
        });
        Receive<Drain>(m =>
        {
            Happened(new DrainRequested(m.Reason));
            // There may be space by now; if not, the run ends without what the store has not taken.
            if (_paused is not null) Self.Tell(CommitAgain.Instance);
        });
        Receive<NoSlotsLeft>(m =>
        {
            _exhausted = _state.Draining is null;
            Happened(new SlotsExhausted(m.Reason));
        });
        Receive<Broken>(m => BreakOff(m.Reason));
    }

    /// <summary>The run has ended: waiting to be stopped with the actor system. What still happens is for the next run to find out.</summary>
    private void Over() => ReceiveAny(_ => { });

    private void End(SweepEnd end)
    {
        _context.Ended.TrySetResult(end);
        Timers.CancelAll();
        Become(Over);
    }

    private void BreakOff(string why) => End(new SweepEnd(why, Fault: true));

    private bool IsThatOf(SlotId slot, IActorRef actor) => _slots.TryGetValue(slot, out var known) && known.Equals(actor);

    private void Progressed(StageProgressed message)
    {
        Sender.Tell(new Noted(message.Slot));
        if (ReportCheck.Problem(message.Epochs) is { } problem)
        {
            _log.Warning("progress of slot {0} dropped: {1}", message.Slot, problem);
            return;
        }
        if (_state.Holds(message.Slot, message.Lease)) _actors.Progress.Tell(message);
        Happened(new AttemptAdvanced(message.Slot, message.Lease, message.Begun, message.Steps, message.Epochs));
    }

    private void Succeeded(StageSucceeded message)
    {
        var stage = message.Lease.Stage;
        var hasChildren = _state.Tree.Contains(stage) && _state.Tree.HasChildren(stage);
        if (ReportCheck.Problem(stage, hasChildren, message.Outcome) is { } problem)
            Failed(new(message.Slot, message.Lease, FailureKind.Crash, problem));
        else
            Reported(message.Slot, new AttemptReportedSuccess(message.Slot, message.Lease, message.Outcome));
    }

    private void Failed(StageFailed message) => Reported(message.Slot, new AttemptReportedFailure(message.Slot, message.Lease, message.Kind, message.Reason));

    private void Reported(SlotId slot, SweepEvent report)
    {
        // The answer has to wait for the store, which may take long now.
        if (_paused is not null) Sender.Tell(new Noted(slot));
        Happened(report);
    }

    private void Happened(SweepEvent happened)
    {
        (_state, var commands) = SweepMachine.Apply(_state, happened, _context.Clock.GetUtcNow());
        // While nothing can be recorded, answers that need no record are left out: whoever asked asks again, for as long as the disk is full.
        if (_paused is not null && !commands.Any(c => c is RecordTransition or Finish)) return;
        Decided(happened is PlanEdited ? [new TreeReplaced(_state.Tree), .. commands, new StateKnown(_state)] : commands);
    }

    private void Decided(ImmutableArray<SweepCommand> commands)
    {
        _decisions.Add(commands);
        if (!_decisions.IsUnderWay) CommitNext();
    }

    private void CommitNext()
    {
        while (true)
        {
            var batch = _decisions.Take(out var commands);
            if (batch is not null)
            {
                Commit(batch);
                return;
            }
            if (commands.Count == 0) return;
            Tell(commands);
            _decisions.Clear();
        }
    }

    private void Commit(StoreWriter.Commit batch)
    {
        _refused = false;
        _actors.Store.Tell(batch);
        Timers.StartSingleTimer("store", new CommitOverdue(batch.Number), _context.CommitTimeout);
    }

    private void CarryOut()
    {
        Timers.Cancel("store");
        _locked = 0;
        if (_paused is not null) Say("there is space again: the sweep goes on");
        _paused = null;
        Tell(_decisions.UnderWay);
        _decisions.Clear();
        CommitNext();
    }

    /// <summary>The batch stays as it is and is tried again. The state in memory goes on meanwhile, so that no lease is lost for the store's sake.</summary>
    private void NotCommitted(StoreWriter.CommitFailed failure)
    {
        var wait = failure.Problem switch
        {
            StoreWriteProblem.DiskFull => true,
            StoreWriteProblem.Locked => ++_locked <= _context.StoreRetries.MostWhenLocked,
            _ => false,
        };
        if (!wait)
        {
            BreakOff($"the store cannot be written: {failure.Reason}");
            return;
        }
        if (failure.Problem == StoreWriteProblem.DiskFull)
        {
            if (_state.Draining is { } why)
            {
                End(new SweepEnd($"{why}; the disk is full, so what was reported since it filled up is not recorded and will be done again", Fault: false));
                return;
            }
            if (_paused is null) Say($"{failure.Reason}; the sweep is paused and goes on by itself when there is space");
            _paused = failure.Reason;
        }
        _refused = true;
        Timers.StartSingleTimer("store", CommitAgain.Instance, _context.StoreRetries.Interval);
    }

    private void Tell(IReadOnlyList<SweepCommand> commands)
    {
        for (var i = 0; i < commands.Count; i++)
        {
            switch (commands[i])
            {
                case RecordTransition record: Announce(record.Transition); break;
                case Dispatch dispatch: ToSlot(dispatch.Slot, Order(dispatch.Lease, dispatch.MicroBatches)); break;
                case Acknowledge done: ToSlot(done.Slot, new ReportRecorded(done.Lease)); break;
                case Refuse refuse: ToSlot(refuse.Slot, new ReportRefused(refuse.Lease, refuse.Reason)); break;
                case GiveBack back: ToSlot(back.Slot, new GiveBackStage(back.Lease, back.Reason)); break;
                case Refresh fresh: ToSlot(fresh.Slot, new StartAfresh(fresh.Slot, fresh.Reason)); break;
                case Cancel cancel: ToSlot(cancel.Slot, new CancelStage(cancel.Lease, cancel.Reason)); break;
                case DeleteArtifact delete: _actors.Files.Tell(new ArtifactFiles.Delete(ArtifactPaths.Artifact(delete.Stage))); break;
                case TreeReplaced replaced:
                    _context.Trace.Use(replaced.Tree);
                    _context.Metrics.Use(replaced.Tree);
                    _actors.Progress.Tell(replaced);
                    break;
                case StateKnown known:
                    _context.Metrics.Begin(known.State);
                    _actors.Progress.Tell(known);
                    break;
                // What was asked for between the decision and its commit may have brought new work.
                case Finish when !_state.Finished: break;
                case Finish finish: End(new(finish.Interrupted, Fault: _exhausted, finish.IsFailure)); break;
                case var other: throw new InvalidOperationException($"no way to carry out {other.GetType().Name}");
            }
        }
    }

    private void Announce(StoreTransition transition)
    {
        TransitionLog.Write(_log, transition);
        _context.Trace.Observe(transition);
        _context.Metrics.Observe(transition);
        _actors.Progress.Tell(transition);
        // Its stage is recorded, so nobody resumes from the checkpoint any more.
        if (transition is AttemptSucceeded done && _state.Tree.Contains(done.Stage) && !StageKinds.IsEvaluation(_state.Tree.Spec(done.Stage).Kind))
            _actors.Files.Tell(new ArtifactFiles.Delete(ArtifactPaths.Checkpoint(done.Stage)));
    }

    private RunStage Order(StageLease lease, int microBatches)
    {
        var spec = _state.Tree.Spec(lease.Stage);
        var parent = spec.Parent is { } key ? ArtifactPaths.Artifact(key) : null;
        var (traceParent, links) = _context.Trace.ParentOf(lease.Stage);
        return new(lease, spec, microBatches, _context.Artifacts.Path, parent, _context.DataFolder, traceParent, links) { ShiftedFolder = _state.Tree.Plan.ShiftedFolder };
    }

    private void ToSlot(SlotId slot, IProtocolMessage message)
    {
        if (_slots.TryGetValue(slot, out var actor)) actor.Tell(message, Self);
    }

    private void Say(string line) => _actors.Progress.Tell(new Progress.Notice(line));

    private sealed record CommitOverdue(long Number);

    private sealed class CommitAgain
    {
        public static readonly CommitAgain Instance = new();

        private CommitAgain()
        {
        }
    }

    private sealed class Tick : INotInfluenceReceiveTimeout
    {
        public static readonly Tick Instance = new();

        private Tick()
        {
        }
    }
}
