using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;
using Akka.Actor;

namespace AdaSapSweep.Coordinator.Actors;

/// <summary>The one user of the store: one batch, one transaction. Every message is answered, whatever becomes of it.</summary>
internal sealed class StoreWriter : ReceiveActor
{
    public StoreWriter(StoreAccess store)
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
                Sender.Tell(new CommitFailed(batch.Number, error.Problem, error.Message));
            }
            catch (Exception error)
            {
                // No restart would help; without an answer the run would wait for ever.
                Sender.Tell(new CommitFailed(batch.Number, StoreWriteProblem.Other, $"{error.GetType().Name}: {error.Message}"));
            }
        });
        Receive<Poll>(_ => Answer(() => new Polled(store.OpenRequests())));
        Receive<Look>(m => Answer(() => new Looked(m.Number, store.Look(m.Plan))));
    }

    /// <summary>SweepCoordinator → StoreWriter. Answered by <see cref="Committed"/> or <see cref="CommitFailed"/>.</summary>
    /// <param name="Transitions">Not changed by anybody until it is answered.</param>
    internal sealed record Commit(long Number, IReadOnlyList<StoreTransition> Transitions);

    /// <summary>StoreWriter → SweepCoordinator: the batch is durable.</summary>
    internal sealed record Committed(long Number);

    /// <summary>StoreWriter → SweepCoordinator: nothing of the batch was written.</summary>
    internal sealed record CommitFailed(long Number, StoreWriteProblem Problem, string Reason);

    /// <summary>RequestDesk → StoreWriter: what do other processes want? Answered by <see cref="Polled"/> or <see cref="NotRead"/>.</summary>
    internal sealed record Poll;

    /// <summary>StoreWriter → RequestDesk.</summary>
    internal sealed record Polled(IReadOnlyList<OpenRequest> Requests);

    /// <summary>RequestDesk → StoreWriter: what is known of the stages and trials of an edited plan? Answered by <see cref="Looked"/> or <see cref="NotRead"/>.</summary>
    /// <param name="Number">Of the request.</param>
    internal sealed record Look(long Number, SweepPlan Plan);

    /// <summary>StoreWriter → RequestDesk.</summary>
    internal sealed record Looked(long Number, StoredPlan Found);

    /// <summary>StoreWriter → RequestDesk.</summary>
    internal sealed record NotRead(string Reason);

    private void Answer(Func<object> read)
    {
        try
        {
            Sender.Tell(read());
        }
        catch (Exception error)
        {
            // Whatever it is, it does not stop the sweep, which needs the store for writing only.
            Sender.Tell(new NotRead(error.Message));
        }
    }
}

/// <summary>What the actors do with the store.</summary>
/// <param name="Commit">Writes all of the transitions or none; they are durable when it returns. <see cref="SweepStore.Commit"/>.</param>
/// <param name="OpenRequests">See <see cref="SweepStore.OpenRequests"/>.</param>
/// <param name="Look">See <see cref="SweepStore.Look"/>.</param>
internal sealed record StoreAccess(Action<IReadOnlyList<StoreTransition>> Commit, Func<IReadOnlyList<OpenRequest>> OpenRequests, Func<SweepPlan, StoredPlan> Look);

/// <summary>What the store says of the stages and trials of a plan; what is new to it is left out.</summary>
internal sealed record StoredPlan(IReadOnlyDictionary<StageKey, StageRecord> Stages, IReadOnlyDictionary<TrialId, TrialState> Trials);
