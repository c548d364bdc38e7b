using System.Collections.Immutable;
using AdaSapSweep.Shared.Store;
using Akka.Actor;

namespace AdaSapSweep.Coordinator.Actors;

/// <summary>The one writer of the store: one batch, one transaction.</summary>
internal sealed class StoreWriter : ReceiveActor
{
    public StoreWriter(SweepStore store)
    {
        Receive<Commit>(batch =>
        {
            try
            {
                store.Commit(batch.Transitions);
                Sender.Tell(new Committed(batch.Number));
            }
            catch (StoreWriteException error)
            {
                Sender.Tell(new CommitFailed(batch.Number, error.Message));
            }
        });
    }

    /// <summary>SweepCoordinator → StoreWriter. Answered by <see cref="Committed"/> or <see cref="CommitFailed"/>.</summary>
    internal sealed record Commit(long Number, ImmutableArray<StoreTransition> Transitions);

    /// <summary>StoreWriter → SweepCoordinator: the batch is durable.</summary>
    internal sealed record Committed(long Number);

    /// <summary>StoreWriter → SweepCoordinator: nothing of the batch was written.</summary>
    internal sealed record CommitFailed(long Number, string Reason);
}
