namespace Akka.Actor;

internal sealed class LocalActorRef : InternalActorRefBase
{
    public LocalActorRef(ActorSystemCore system, Props props, ActorPath path, InternalActorRefBase parent)
    {
        Path = path;
        ParentRef = parent;
        Cell = new ActorCell(system, this, props);
    }

    public ActorCell Cell { get; }
    public override ActorPath Path { get; }
    internal override ActorSystemCore Core => Cell.Core;
    internal override InternalActorRefBase ParentRef { get; }
    internal override IReadOnlyCollection<InternalActorRefBase> AllChildren => Cell.Children.Refs();

    internal override InternalActorRefBase ChildNamed(string name) => Cell.Children.Find(name)?.Ref;

    internal override void SendSystem(SystemMessage message) => Cell.SendSystem(message);

    protected override void TellInternal(object message, IActorRef sender) => Cell.Post(new Envelope(message, sender));
}
