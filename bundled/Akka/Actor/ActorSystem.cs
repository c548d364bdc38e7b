using Akka.Configuration;
using Akka.Event;

namespace Akka.Actor;

public abstract class ActorSystem : IActorRefFactory, IDisposable
{
    public abstract string Name { get; }

    public abstract Settings Settings { get; }

    public abstract Serialization.Serialization Serialization { get; }

    public abstract EventStream EventStream { get; }

    public abstract IActorRef DeadLetters { get; }

    public abstract IScheduler Scheduler { get; }

    public abstract ILoggingAdapter Log { get; }

    /// <summary>Completes when all actors have stopped and the network is closed.</summary>
    public abstract Task WhenTerminated { get; }

    public static ActorSystem Create(string name) => Create(name, Config.Empty);

    /// <param name="name">Letters, digits, - and _; starts with a letter or digit.</param>
    /// <param name="config">Laid over the defaults.</param>
    public static ActorSystem Create(string name, Config config) => ActorSystemCore.Start(name, config);

    public abstract IActorRef ActorOf(Props props, string name = null);

    public abstract ActorSelection ActorSelection(ActorPath actorPath);

    public abstract ActorSelection ActorSelection(string actorPath);

    public abstract void Stop(IActorRef actor);

    /// <summary>Stops all actors, after the phases of <see cref="CoordinatedShutdown"/>. Calling it again changes nothing.</summary>
    public abstract Task Terminate();

    public abstract void RegisterOnTermination(Action code);

    public abstract object RegisterExtension(IExtensionId extension);

    public abstract object GetExtension(IExtensionId extensionId);

    public abstract bool HasExtension(Type type);

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        Terminate().Wait();
    }
}

public abstract class ExtendedActorSystem : ActorSystem
{
    public abstract IActorRef SystemActorOf(Props props, string name = null);
}
