using System.Collections.Concurrent;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;
using Akka.Actor;

namespace AdaSapSweep.GpuActor.Running;

/// <summary>How a stage ended. TrainingThread → GpuActor.</summary>
/// <param name="Outcome">Null when it failed.</param>
/// <param name="Error">Null when it went well.</param>
internal sealed record StageEnded(StageLease Lease, StageOutcome? Outcome, Exception? Error);

/// <summary>
/// The one thread on which stages run, for the whole life of the process: the dispose scopes and the grad mode of tensors belong to a thread, and a GPU
/// actor that its supervisor restarts must not train beside a stage of its former life.
/// </summary>
internal sealed class TrainingThread : IDisposable
{
    /// <summary>One that runs, and what restarted actors ask for before it has stopped.</summary>
    private const int MostWaiting = 8;

    private readonly BlockingCollection<Work> _waiting = new(MostWaiting);
    private readonly IStageRunner _runner;
    private volatile bool _busy;

    public TrainingThread(IStageRunner runner)
    {
        _runner = runner;
        new Thread(RunAll) { IsBackground = true, Name = "training" }.Start();
    }

    /// <summary>A stage is running at the moment.</summary>
    public bool IsBusy => _busy;

    /// <summary>Runs a stage after those that were given before; <paramref name="answerTo"/> is told <see cref="StageEnded"/>.</summary>
    public void Run(RunStage order, StageProgress progress, IActorRef answerTo, CancellationToken stop)
    {
        if (!_waiting.TryAdd(new(order, progress, answerTo, stop)))
            answerTo.Tell(new StageEnded(order.Lease, null, new InvalidOperationException("the training thread does not stop")), ActorRefs.NoSender);
    }

    /// <summary>The thread ends after its present stage.</summary>
    public void Dispose() => _waiting.CompleteAdding();

    private void RunAll()
    {
        foreach (var work in _waiting.GetConsumingEnumerable())
        {
            _busy = true;
            work.AnswerTo.Tell(Run(work), ActorRefs.NoSender);
            _busy = false;
        }
    }

    private StageEnded Run(Work work)
    {
        try
        {
            return new(work.Order.Lease, _runner.Run(work.Order, work.Progress, work.Stop), null);
        }
        catch (Exception error)
        {
            // Whatever it was, it is the stage's failure: the thread goes on with the next one.
            return new(work.Order.Lease, null, error);
        }
    }

    private sealed record Work(RunStage Order, StageProgress Progress, IActorRef AnswerTo, CancellationToken Stop);
}
