using Akka.Dispatch;

namespace Akka.Actor;

public interface IStash
{
    int Count { get; }

    bool IsEmpty { get; }

    bool NonEmpty { get; }

    /// <summary>Keeps the current message for later.</summary>
    void Stash();

    void Unstash();

    /// <summary>Puts all kept messages before those that wait in the mailbox, in the order they were kept.</summary>
    void UnstashAll();

    void UnstashAll(Func<Envelope, bool> predicate);

    IEnumerable<Envelope> ClearStash();
}

public interface IActorStash
{
    IStash Stash { get; set; }
}

public interface IWithStash : IActorStash;

public interface IWithUnboundedStash : IWithStash;

internal sealed class ActorStash(ActorCell cell, Mailbox mailbox) : IStash
{
    private readonly LinkedList<Envelope> _kept = new();
    private long _lastInvocation;

    public int Count => _kept.Count;
    public bool IsEmpty => _kept.Count == 0;
    public bool NonEmpty => _kept.Count > 0;

    public void Stash()
    {
        if (_lastInvocation == cell.Invocation)
            throw new IllegalActorStateException($"Can't stash the same message {cell.CurrentEnvelope.Message} more than once");
        _lastInvocation = cell.Invocation;
        _kept.AddLast(cell.CurrentEnvelope);
    }

    public void Unstash()
    {
        if (_kept.First is not { } first)
            return;
        _kept.RemoveFirst();
        mailbox.Prepend([first.Value]);
    }

    public void UnstashAll() => UnstashAll(_ => true);

    public void UnstashAll(Func<Envelope, bool> predicate) => mailbox.Prepend(ClearStash().Where(predicate).ToList());

    public IEnumerable<Envelope> ClearStash()
    {
        var all = _kept.ToList();
        _kept.Clear();
        return all;
    }
}
