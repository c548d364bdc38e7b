using System.Collections.Immutable;
using System.Globalization;
using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Coordinator.Tracing;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;
using AdaSapSweep.Shared.Store;
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
    private readonly IActorRef _store;
    private readonly IActorRef _progress;
    private readonly Dictionary<SlotId, IActorRef> _slots = [];
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly List<SweepCommand> _undone = [];
    private ImmutableArray<SweepCommand> _committing = [];
    private SweepState _state;
    private long _batch;
    private bool _exhausted;

    public SweepCoordinator(SweepContext context, SweepState initial, IActorRef store, IActorRef progress)
    {
        _context = context;
        _state = initial;
        _store = store;
        _progress = progress;

        Become(Running);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>CLI → SweepCoordinator: stop after the running stages' last checkpoints.</summary>
    internal sealed record Drain(string Reason);

    /// <summary>SlotProcesses → SweepCoordinator: every slot's process has been given up.</summary>
    internal sealed record NoSlotsLeft(string Reason);

    /// <summary>SlotProcesses → SweepCoordinator: something broke that cannot be mended in this run.</summary>
    internal sealed record Broken(string Reason);

    protected override void PreStart()
    {
        Timers.StartPeriodicTimer("tick", Tick.Instance, _context.TickInterval);
        Happened(new TimePassed());
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
        Receive<ISlotMessage>(m => !_slots.ContainsKey(m.Slot), m => Sender.Tell(new RegisterAgain(m.Slot)));
        Receive<RequestStage>(m => Happened(new StageRequested(m.Slot)));
        Receive<StageProgressed>(Progressed);
        Receive<StageSucceeded>(Succeeded);
        Receive<StageFailed>(m => Failed(ReportCheck.Bounded(m)));
        Receive<GpuRegistry.SlotUp>(m =>
        {
            _slots[m.Slot] = m.Actor;
            Happened(new SlotJoined(m.Slot, m.Holding));
        });
        Receive<GpuRegistry.SlotDown>(m =>
        {
            _slots.Remove(m.Slot);
            Happened(new SlotLeft(m.Slot, m.Reason, m.ForGood));
        });
        Receive<Drain>(m => Happened(new DrainRequested(m.Reason)));
        Receive<NoSlotsLeft>(m =>
        {
            _exhausted = _state.Draining is null;
            Happened(new SlotsExhausted(m.Reason));
        });
        Receive<Tick>(_ => Happened(new TimePassed()));
        Receive<Broken>(m => BreakOff(m.Reason));
        Receive<StoreWriter.Committed>(m => m.Number == _batch, _ => CarryOut());
        Receive<StoreWriter.CommitFailed>(m => BreakOff($"the store cannot be written: {m.Reason}"));
        Receive<CommitOverdue>(m => m.Number == _batch && !_committing.IsEmpty, _ =>
            BreakOff(string.Create(CultureInfo.InvariantCulture, $"the store did not answer within {_context.CommitTimeout.TotalSeconds} s")));
        Receive<CommitOverdue>(_ => { });
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

    private void Progressed(StageProgressed message)
    {
        if (ReportCheck.Problem(message.Epochs) is { } problem)
        {
            _log.Warning("progress of slot {0} dropped: {1}", message.Slot, problem);
            return;
        }
        if (_state.Holds(message.Slot, message.Lease)) _progress.Tell(message);
        Happened(new AttemptAdvanced(message.Slot, message.Lease, message.Begun, message.Steps, message.Epochs));
    }

    private void Succeeded(StageSucceeded message)
    {
        var stage = message.Lease.Stage;
        var hasChildren = _state.Tree.Contains(stage) && !_state.Tree.Children(stage).IsEmpty;
        if (ReportCheck.Problem(stage, hasChildren, message.Outcome) is { } problem)
            Failed(new(message.Slot, message.Lease, FailureKind.Crash, problem));
        else
            Happened(new AttemptReportedSuccess(message.Slot, message.Lease, message.Outcome));
    }

    private void Failed(StageFailed message) => Happened(new AttemptReportedFailure(message.Slot, message.Lease, message.Kind, message.Reason));

    private void Happened(SweepEvent happened)
    {
        (_state, var commands) = SweepMachine.Apply(_state, happened, _context.Clock.GetUtcNow());
        _undone.AddRange(commands);
        if (_committing.IsEmpty) CommitNext();
    }

    private void CommitNext()
    {
        while (_undone.Count > 0)
        {
            _committing = [.. _undone];
            _undone.Clear();
            var transitions = _committing.OfType<RecordTransition>().Select(r => r.Transition).ToImmutableArray();
            if (!transitions.IsEmpty)
            {
                _store.Tell(new StoreWriter.Commit(++_batch, transitions));
                Timers.StartSingleTimer("commit", new CommitOverdue(_batch), _context.CommitTimeout);
                return;
            }
            Tell(_committing);
            _committing = [];
        }
    }

    private void CarryOut()
    {
        var done = _committing;
        _committing = [];
        Timers.Cancel("commit");
        Tell(done);
        CommitNext();
    }

    private void Tell(ImmutableArray<SweepCommand> commands)
    {
        foreach (var command in commands)
        {
            switch (command)
            {
                case RecordTransition record: Announce(record.Transition); break;
                case Dispatch dispatch: ToSlot(dispatch.Slot, Order(dispatch.Lease, dispatch.MicroBatches)); break;
                case Acknowledge done: ToSlot(done.Slot, new ReportRecorded(done.Lease)); break;
                case Refuse refuse: ToSlot(refuse.Slot, new ReportRefused(refuse.Lease, refuse.Reason)); break;
                case GiveBack back: ToSlot(back.Slot, new GiveBackStage(back.Lease, back.Reason)); break;
                case Cancel cancel: ToSlot(cancel.Slot, new CancelStage(cancel.Lease, cancel.Reason)); break;
                case Finish finish: End(new(finish.Interrupted, Fault: _exhausted)); break;
                default: throw new InvalidOperationException($"no way to carry out {command.GetType().Name}");
            }
        }
    }

    private void Announce(StoreTransition transition)
    {
        TransitionLog.Write(_log, transition);
        _context.Trace.Observe(transition);
        _context.Metrics.Observe(transition);
        _progress.Tell(transition);
        if (transition is AttemptSucceeded done) DeleteCheckpoint(done.Stage);
    }

    /// <summary>Its stage is recorded, so nobody resumes from it any more. A file that cannot be deleted costs space and nothing else.</summary>
    private void DeleteCheckpoint(StageKey stage)
    {
        var path = Path.Combine(_context.ArtifactFolder, ArtifactPaths.Checkpoint(stage));
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _log.Warning("checkpoint {0} cannot be deleted: {1}", path, error.Message);
        }
    }

    private RunStage Order(StageLease lease, int microBatches)
    {
        var spec = _state.Tree.Spec(lease.Stage);
        var parent = spec.Parent is { } key ? ArtifactPaths.Artifact(key) : null;
        var (traceParent, links) = _context.Trace.ParentOf(lease.Stage);
        return new(lease, spec, microBatches, _context.ArtifactFolder, parent, _context.DataFolder, traceParent, links);
    }

    private void ToSlot(SlotId slot, IProtocolMessage message)
    {
        if (_slots.TryGetValue(slot, out var actor)) actor.Tell(message, Self);
    }

    private sealed record CommitOverdue(long Number);

    private sealed class Tick : INotInfluenceReceiveTimeout
    {
        public static readonly Tick Instance = new();

        private Tick()
        {
        }
    }
}
