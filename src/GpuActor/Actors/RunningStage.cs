using AdaSapSweep.GpuActor.Running;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;

namespace AdaSapSweep.GpuActor.Actors;

/// <summary>The stage that is on the device.</summary>
internal sealed class RunningStage(RunStage order) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private int? _plannedEpochs;

    public StageLease Lease => order.Lease;

    public StageProgress Progress { get; } = new();

    public bool IsCancelled => _stop.IsCancellationRequested;

    public void BeginOn(TrainingThread thread, Akka.Actor.IActorRef answerTo) => thread.Run(order, Progress, answerTo, _stop.Token);

    public void Cancel() => _stop.Cancel();

    public StageProgressed Told(SlotId slot)
    {
        _plannedEpochs ??= PlannedEpochs.Of(order.Spec);
        return new(slot, order.Lease, Begun: true, Progress.Epoch, _plannedEpochs.Value, Progress.Steps, Progress.TakeEpochs())
        {
            OwnSteps = Progress.OwnSteps,
            Phase = Progress.Phase,
        };
    }

    /// <summary>The report on how it ended.</summary>
    public ISlotMessage Report(SlotId slot, StageEnded ended) => ended switch
    {
        { Outcome: { } outcome } => new StageSucceeded(slot, Lease, outcome),
        { Error: StageFailedException failed } => new StageFailed(slot, Lease, failed.Kind, failed.Message),
        { Error: OperationCanceledException } when IsCancelled => new StageFailed(slot, Lease, FailureKind.Cancelled, "stopped after its last checkpoint"),
        { Error: { } error } => new StageFailed(slot, Lease, FailureKind.Crash, $"{error.GetType().Name}: {error.Message}"),
        _ => throw new ArgumentException("a stage ends well or with an error", nameof(ended)),
    };

    public void Dispose() => _stop.Dispose();
}
