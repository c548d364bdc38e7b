using Akka.Actor;

namespace Akka.Event;

public abstract class EventBus<TEvent, TClassifier, TSubscriber>
{
    public abstract bool Subscribe(TSubscriber subscriber, TClassifier classifier);

    public abstract bool Unsubscribe(TSubscriber subscriber);

    public abstract bool Unsubscribe(TSubscriber subscriber, TClassifier classifier);

    public virtual void Publish(TEvent @event) => Send(@event);

    internal abstract void Send(TEvent @event);
}

public abstract class ActorEventBus<TEvent, TClassifier> : EventBus<TEvent, TClassifier, IActorRef>;

public abstract class LoggingBus : ActorEventBus<object, Type>
{
    public LogLevel LogLevel { get; internal set; }

    public virtual void SetLogLevel(LogLevel logLevel) => LogLevel = logLevel;
}
