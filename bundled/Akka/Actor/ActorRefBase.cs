namespace Akka.Actor;

public abstract class ActorRefBase : IActorRef
{
    internal ActorRefBase()
    {
    }

    public abstract ActorPath Path { get; }

    public void Tell(object message, IActorRef sender)
    {
        if (message == null)
            throw new InvalidMessageException("Message is null.");
        TellInternal(message, sender);
    }

    public bool Equals(IActorRef other) => other is not null && (ReferenceEquals(this, other) || (Path.Uid == other.Path.Uid && Path.Equals(other.Path)));

    public sealed override bool Equals(object obj) => obj is IActorRef other && Equals(other);

    public sealed override int GetHashCode() => Path.GetHashCode();

    public int CompareTo(IActorRef other)
    {
        if (other is null)
            return 1;
        var byPath = Path.CompareTo(other.Path);
        return byPath != 0 ? byPath : Path.Uid.CompareTo(other.Path.Uid);
    }

    public int CompareTo(object obj) => obj is null or IActorRef ? CompareTo(obj as IActorRef) : throw new ArgumentException("not an actor reference", nameof(obj));

    public override string ToString() => Path.Uid == 0 ? $"[{Path}]" : $"[{Path}#{Path.Uid}]";

    protected abstract void TellInternal(object message, IActorRef sender);
}

public abstract class InternalActorRefBase : ActorRefBase
{
    internal InternalActorRefBase()
    {
    }

    internal abstract ActorSystemCore Core { get; }

    internal virtual InternalActorRefBase ParentRef => ActorRefs.Nobody;

    internal virtual void SendSystem(SystemMessage message)
    {
    }

    internal void Stop() => SendSystem(new Terminate());

    /// <summary>The direct child of that name, or null.</summary>
    internal virtual InternalActorRefBase ChildNamed(string name) => null;

    internal virtual IReadOnlyCollection<InternalActorRefBase> AllChildren => [];
}

public abstract class MinimalActorRef : InternalActorRefBase
{
    internal MinimalActorRef()
    {
    }

    protected override void TellInternal(object message, IActorRef sender)
    {
    }
}

public sealed class Nobody : MinimalActorRef
{
    public static readonly Nobody Instance = new();

    private Nobody()
    {
    }

    public override ActorPath Path { get; } = new RootActorPath(new Address("akka", "all-systems")) / "nobody";

    internal override ActorSystemCore Core => null;
}

public static class ActorRefs
{
    public static readonly IActorRef NoSender;
    public static readonly Nobody Nobody = Nobody.Instance;
}

public static class ActorRefExtensions
{
    public static bool IsNobody(this IActorRef actorRef) => actorRef is null or Nobody;

    public static IActorRef GetOrElse(this IActorRef actorRef, Func<IActorRef> elseValue) => actorRef.IsNobody() ? elseValue() : actorRef;
}

public static class ActorRefImplicitSenderExtensions
{
    public static void Tell(this IActorRef receiver, object message) => receiver.Tell(message, ActorCell.Current?.Self);

    public static void Forward(this IActorRef receiver, object message)
    {
        var cell = ActorCell.Current ?? throw new NotSupportedException("Forward needs an actor's context: call it while a message is handled.");
        receiver.Tell(message, cell.Sender);
    }
}
