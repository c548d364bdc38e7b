using AdaSapSweep.Shared.Protocol;
using Akka.Actor;

namespace AdaSapSweep.GpuActor.Line;

/// <summary>
/// This process as the coordinator sees it: lives in the actor system of a line and passes messages between it and the one that
/// outlives it. Both are in this process, so a plain reference reaches from one into the other.
/// </summary>
internal sealed class LineActor : ReceiveActor
{
    private readonly ICanTell _registry;
    private ICanTell _coordinator;

    public LineActor(int number, IActorRef owner, Address coordinator)
    {
        _registry = Context.System.ActorSelection($"{coordinator}/user/registry");
        _coordinator = Context.System.ActorSelection($"{coordinator}/user/coordinator");
        Receive<ToCoordinator>(m => (m.Message is ISlotMessage ? _coordinator : _registry).Tell(m.Message, Self));
        Receive<IProtocolMessage>(m =>
        {
            // A reference costs less than a selection, which is looked up for each message.
            if (m is RunStage) _coordinator = Sender;
            owner.Tell(new FromCoordinator(number, m), Self);
        });
    }

    /// <summary>CoordinatorLine → LineActor.</summary>
    internal sealed record ToCoordinator(IProtocolMessage Message);

    /// <summary>LineActor → CoordinatorLine.</summary>
    internal sealed record FromCoordinator(int Line, IProtocolMessage Message);
}
