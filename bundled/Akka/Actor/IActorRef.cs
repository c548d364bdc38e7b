namespace Akka.Actor;

public interface ICanTell
{
    void Tell(object message, IActorRef sender);
}

public interface IActorRef : ICanTell, IEquatable<IActorRef>, IComparable<IActorRef>, IComparable
{
    ActorPath Path { get; }
}

public interface INotInfluenceReceiveTimeout;

public interface INoSerializationVerificationNeeded;

public interface IAutoReceivedMessage;

public interface IPossiblyHarmful;
