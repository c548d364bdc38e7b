using System.Collections.Concurrent;
using Akka.Event;

namespace Akka.Actor;

/// <summary>The root of the tree. It is no actor: it hears its guardians die or fail, and holds the temporary references.</summary>
internal sealed class RootRef : MinimalActorRef
{
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public RootRef(ActorSystemCore system)
    {
        Core = system;
        Path = new RootActorPath(new Address("akka", system.Name));
        DeadLetters = new EmptyRef(system, Path / "deadLetters");
        Temp = new TempRef(system, Path / "temp");
        System = new LocalActorRef(system, Props.Create<Guardian>(), Path / "system", this);
        User = new LocalActorRef(system, Props.Create<Guardian>(), Path / "user", this);
        System.SendSystem(new Create());
        User.SendSystem(new Create());
    }

    public override ActorPath Path { get; }
    public EmptyRef DeadLetters { get; }
    public TempRef Temp { get; }
    public LocalActorRef System { get; }
    public LocalActorRef User { get; }
    public Task Stopped => _stopped.Task;
    internal override ActorSystemCore Core { get; }
    internal override IReadOnlyCollection<InternalActorRefBase> AllChildren => [System, User];

    internal override InternalActorRefBase ChildNamed(string name) => name switch
    {
        "user" => User,
        "system" => System,
        "temp" => Temp,
        "deadLetters" => DeadLetters,
        _ => null,
    };

    internal override void SendSystem(SystemMessage message)
    {
        switch (message)
        {
            case Terminate:
                User.Stop();
                break;
            case DeathNotice notice when ReferenceEquals(notice.Actor, User):
                System.Stop();
                break;
            case DeathNotice notice when ReferenceEquals(notice.Actor, System):
                _stopped.TrySetResult();
                break;
            case Failed failed:
                Core.Publish(new Error(failed.Cause, Path.ToString(), typeof(ActorSystem), $"{failed.Child} failed; the actor system ends"));
                _ = Core.Terminate();
                break;
        }
    }

    protected override void TellInternal(object message, IActorRef sender)
    {
        if (message is Identify identify)
            sender?.Tell(new ActorIdentity(identify.MessageId, this), this);
        else
            Core.PublishDeadLetter(message, sender, this);
    }

    private sealed class Guardian : ActorBase
    {
        protected override bool Receive(object message)
        {
            ActorCell.Current.Core.PublishDeadLetter(message, Sender, Self);
            return true;
        }
    }
}

/// <summary>Where the answers to Ask come in: /temp/$x.</summary>
internal sealed class TempRef(ActorSystemCore system, ActorPath path) : MinimalActorRef
{
    private readonly ConcurrentDictionary<string, InternalActorRefBase> _refs = new();
    private long _next;

    public override ActorPath Path => path;
    internal override ActorSystemCore Core => system;

    public ActorPath NextPath() => path / UniqueName.Of(Interlocked.Increment(ref _next));

    public void Add(InternalActorRefBase reference) => _refs[reference.Path.Name] = reference;

    public void Remove(InternalActorRefBase reference) => _refs.TryRemove(reference.Path.Name, out _);

    internal override InternalActorRefBase ChildNamed(string name) => _refs.GetValueOrDefault(name);
}

/// <summary>A path at which no actor is: messages become dead letters, a watcher is told at once.</summary>
internal sealed class EmptyRef(ActorSystemCore system, ActorPath path) : MinimalActorRef
{
    public override ActorPath Path => path;
    internal override ActorSystemCore Core => system;

    internal override void SendSystem(SystemMessage message)
    {
        if (message is Watch watch)
            watch.Watcher.SendSystem(new DeathNotice(this, ExistenceConfirmed: false, AddressTerminated: false));
    }

    protected override void TellInternal(object message, IActorRef sender)
    {
        if (message is Identify identify)
            sender?.Tell(new ActorIdentity(identify.MessageId, null), this);
        else
            system.PublishDeadLetter(message, sender, this);
    }
}
