using AdaSapSweep.GpuActor.Running;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;
using Akka.Actor;
using Akka.Event;

namespace AdaSapSweep.GpuActor.Actors;

/// <summary>
/// Owns one slot: registers it, takes one stage at a time, reports. Training runs on a thread of its own and comes back as a
/// message, whether it went well or not. Every message that needs an answer is sent again until it has one.
/// </summary>
internal sealed class GpuActor : ReceiveActor, IWithTimers
{
    private const string Resend = "resend";
    private const string Report = "report";

    private readonly GpuActorSettings _settings;
    private readonly IStageRunner _runner;
    private readonly ICanTell _registry;
    private readonly ICanTell _coordinator;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Guid _life = Guid.NewGuid();
    private CancellationTokenSource? _stop;

    public GpuActor(GpuActorSettings settings, IStageRunner runner, ICanTell registry, ICanTell coordinator)
    {
        _settings = settings;
        _runner = runner;
        _registry = registry;
        _coordinator = coordinator;
        Become(Registering);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart() => SayUntilAnswered(() => Register(null));

    protected override void PostStop() => _stop?.Cancel();

    /// <summary>Waiting for the registry to know the slot.</summary>
    private void Registering()
    {
        Receive<Again>(m => m.Say());
        Receive<SlotRegistered>(_ => GoIdle());
        Receive<IProtocolMessage>(Drop);
    }

    /// <summary>Waiting for a stage.</summary>
    private void Idle()
    {
        Receive<Again>(m => m.Say());
        Receive<RunStage>(Start);
        Receive<RegisterAgain>(_ => Register(null));
        Receive<SlotRegistered>(_ => { });
        Receive<IProtocolMessage>(Drop);
    }

    /// <summary>A stage is on the device: waiting for it to end, or for a cancel.</summary>
    private void Busy(RunStage order, StageProgress progress)
    {
        Receive<TellProgress>(_ => TellHowFar(order, progress));
        Receive<CancelStage>(m => m.Lease == order.Lease, m =>
        {
            _log.Info("stage {0} is cancelled: {1}", order.Lease.Stage.Prefix, m.Reason);
            _stop?.Cancel();
        });
        Receive<Ended>(m => m.Lease == order.Lease, m => GoReport(order, progress, m.Report));
        Receive<RunStage>(m => m.Lease == order.Lease, _ => { });
        Receive<RegisterAgain>(_ => Register(order.Lease));
        Receive<SlotRegistered>(_ => { });
        Receive<IProtocolMessage>(Drop);
    }

    /// <summary>A stage has ended: waiting for its report to be recorded or refused.</summary>
    private void Reporting(RunStage order)
    {
        Receive<Again>(m => m.Say());
        Receive<ReportRecorded>(m => m.Lease == order.Lease, _ => GoIdle());
        Receive<ReportRefused>(m => m.Lease == order.Lease, m =>
        {
            _log.Warning("report on stage {0}, attempt {1} was refused: {2}", order.Lease.Stage.Prefix, order.Lease.Attempt, m.Reason);
            GoIdle();
        });
        Receive<RegisterAgain>(_ => Register(order.Lease));
        Receive<SlotRegistered>(_ => { });
        Receive<IProtocolMessage>(Drop);
    }

    private void Register(StageLease? holding) =>
        _registry.Tell(new RegisterSlot(_settings.Slot, Environment.ProcessId, _life, _settings.Device, holding is null ? [] : [holding]), Self);

    private void GoIdle()
    {
        Become(Idle);
        SayUntilAnswered(() => _coordinator.Tell(new RequestStage(_settings.Slot), Self));
    }

    private void Start(RunStage order)
    {
        Timers.Cancel(Resend);
        var progress = new StageProgress();
        var stop = new CancellationTokenSource();
        _stop = stop;
        Become(() => Busy(order, progress));
        Timers.StartPeriodicTimer(Report, TellProgress.Instance, _settings.ProgressInterval);
        // The dispose scopes and the grad mode of tensors belong to a thread, so a stage keeps one from end to end.
        Task.Factory.StartNew(() => _runner.Run(order, progress, stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
            .PipeTo(Self,
                success: outcome => new Ended(order.Lease, new StageSucceeded(_settings.Slot, order.Lease, outcome)),
                failure: error => new Ended(order.Lease, Failure(order.Lease, error, stop.IsCancellationRequested)));
    }

    private void GoReport(RunStage order, StageProgress progress, IProtocolMessage report)
    {
        Timers.Cancel(Report);
        TellHowFar(order, progress);
        _stop?.Dispose();
        _stop = null;
        Become(() => Reporting(order));
        SayUntilAnswered(() => _coordinator.Tell(report, Self));
    }

    private void TellHowFar(RunStage order, StageProgress progress) =>
        _coordinator.Tell(new StageProgressed(_settings.Slot, order.Lease, true, progress.Epoch, PlannedEpochs.Of(order.Spec), progress.Steps, progress.TakeEpochs()), Self);

    private StageFailed Failure(StageLease lease, Exception error, bool stopped)
    {
        var cause = error is AggregateException { InnerException: { } inner } ? inner : error;
        return cause switch
        {
            StageFailedException failed => new(_settings.Slot, lease, failed.Kind, failed.Message),
            OperationCanceledException when stopped => new(_settings.Slot, lease, FailureKind.Cancelled, "stopped after its last checkpoint"),
            _ => new(_settings.Slot, lease, FailureKind.Crash, $"{cause.GetType().Name}: {cause.Message}"),
        };
    }

    private void SayUntilAnswered(Action say)
    {
        say();
        Timers.StartPeriodicTimer(Resend, new Again(say), _settings.ResendInterval);
    }

    private void Drop(IProtocolMessage message) => _log.Debug("dropped {0}", message.GetType().Name);

    private sealed record Again(Action Say);

    private sealed record Ended(StageLease Lease, IProtocolMessage Report);

    private sealed class TellProgress
    {
        public static readonly TellProgress Instance = new();

        private TellProgress()
        {
        }
    }
}

/// <summary>What a GPU actor is, and its intervals.</summary>
internal sealed record GpuActorSettings(SlotId Slot, string Device, TimeSpan ResendInterval, TimeSpan ProgressInterval);
