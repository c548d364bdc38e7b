using AdaSapSweep.Shared.Store;
using Akka.Actor;

namespace AdaSapSweep.Coordinator.Actors;

/// <summary>The one writer of the store: one batch, one transaction. Every batch is answered, whatever becomes of it.</summary>
internal sealed class StoreWriter : ReceiveActor
{
    /// <param name="commit">Writes all of the transitions or none; they are durable when it returns. <see cref="SweepStore.Commit"/>.</param>
    public StoreWriter(Action<IReadOnlyList<StoreTransition>> commit)
    {
        Receive<Commit>(batch =>
        {
            try
            {
                commit(batch.Transitions);
                Sender.Tell(new Committed(batch.Number));
            }
            catch (StoreWriteException error)
            {
                Sender.Tell(new CommitFailed(batch.Number, error.Problem, error.Message));
            }
            catch (Exception error)
            {
                // No restart would help; without an answer the run would wait for ever.
                Sender.Tell(new CommitFailed(batch.Number, StoreWriteProblem.Other, $"{error.GetType().Name}: {error.Message}"));
            }
        });
    }

    /// <summary>SweepCoordinator → StoreWriter. Answered by <see cref="Committed"/> or <see cref="CommitFailed"/>.</summary>
    /// <param name="Transitions">Not changed by anybody until it is answered.</param>
    internal sealed record Commit(long Number, IReadOnlyList<StoreTransition> Transitions);

    /// <summary>StoreWriter → SweepCoordinator: the batch is durable.</summary>
    internal sealed record Committed(long Number);

    /// <summary>StoreWriter → SweepCoordinator: nothing of the batch was written.</summary>
    internal sealed record CommitFailed(long Number, StoreWriteProblem Problem, string Reason);
}
