using System.Collections.Immutable;
using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.Coordinator.Actors;

/// <summary>
/// What was decided and not carried out yet. One batch is with the store; all that is decided meanwhile goes into the next one together. Used by
/// one actor.
/// </summary>
internal sealed class DecisionQueue
{
    /// <summary>Commands that may wait; beyond it nothing more should be decided. Several times what a batch of a fast sweep has.</summary>
    internal const int MostWaiting = 100_000;

    private List<SweepCommand> _waiting = [];
    private List<SweepCommand> _underWay = [];
    private readonly List<StoreTransition> _transitions = [];

    /// <summary>Number of the batch that is with the store, or was last.</summary>
    public long Number { get; private set; }

    public bool IsUnderWay => _underWay.Count > 0;

    public bool IsFull => _waiting.Count >= MostWaiting;

    public void Add(ImmutableArray<SweepCommand> unit)
    {
        foreach (var command in unit) _waiting.Add(command);
    }

    /// <summary>Takes all that waits. Then it is under way until <see cref="Clear"/>. Not to be called while something is under way.</summary>
    /// <param name="commands">What to carry out once it is durable; empty when nothing waits.</param>
    /// <returns>What to make durable first; null when nothing has to be.</returns>
    public StoreWriter.Commit? Take(out IReadOnlyList<SweepCommand> commands)
    {
        (_waiting, _underWay) = (_underWay, _waiting);
        commands = _underWay;
        _transitions.Clear();
        foreach (var command in _underWay)
        {
            if (command is RecordTransition record) _transitions.Add(record.Transition);
        }
        return _transitions.Count > 0 ? new(++Number, _transitions) : null;
    }

    /// <summary>The batch under way once more, after the store did not take it.</summary>
    public StoreWriter.Commit Again() => new(++Number, _transitions);

    /// <summary>What is under way, to be carried out now that it is durable.</summary>
    public IReadOnlyList<SweepCommand> UnderWay => _underWay;

    /// <summary>What was under way is done.</summary>
    public void Clear() => _underWay.Clear();
}
