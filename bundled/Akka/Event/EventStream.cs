using Akka.Actor;

namespace Akka.Event;

/// <summary>Publishes to every actor that subscribed to the event's type, a base type or an interface of it.</summary>
public class EventStream : LoggingBus
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Type, IActorRef[]> _cache = [];
    private List<(IActorRef Subscriber, Type Channel)> _subscriptions = [];

    public EventStream(bool debug) => _ = debug;

    /// <summary>Where events go that no logger takes yet: set while the system has none.</summary>
    internal Action<LogEvent> Fallback { get; set; }

    public override bool Subscribe(IActorRef subscriber, Type channel)
    {
        lock (_lock)
        {
            if (_subscriptions.Contains((subscriber, channel)))
                return false;
            Replace([.. _subscriptions, (subscriber, channel)]);
            return true;
        }
    }

    public override bool Unsubscribe(IActorRef subscriber) => Drop(entry => entry.Subscriber.Equals(subscriber));

    public override bool Unsubscribe(IActorRef subscriber, Type channel) => Drop(entry => entry.Channel == channel && entry.Subscriber.Equals(subscriber));

    internal override void Send(object @event)
    {
        if (@event is LogEvent log && log.LogLevel() < LogLevel)
            return;
        foreach (var subscriber in SubscribersOf(@event.GetType()))
            subscriber.Tell(@event, ActorRefs.NoSender);
        if (@event is LogEvent early)
            Fallback?.Invoke(early);
    }

    /// <summary>The actor has ended.</summary>
    internal void Forget(IActorRef actor)
    {
        if (_subscriptions.Count > 0)
            Unsubscribe(actor);
    }

    private IActorRef[] SubscribersOf(Type type)
    {
        lock (_lock)
        {
            if (!_cache.TryGetValue(type, out var subscribers))
                _cache[type] = subscribers = _subscriptions.Where(entry => entry.Channel.IsAssignableFrom(type)).Select(entry => entry.Subscriber).Distinct().ToArray();
            return subscribers;
        }
    }

    private bool Drop(Predicate<(IActorRef Subscriber, Type Channel)> match)
    {
        lock (_lock)
        {
            var kept = _subscriptions.FindAll(entry => !match(entry));
            if (kept.Count == _subscriptions.Count)
                return false;
            Replace(kept);
            return true;
        }
    }

    private void Replace(List<(IActorRef Subscriber, Type Channel)> subscriptions)
    {
        _subscriptions = subscriptions;
        _cache.Clear();
    }
}

public static class EventStreamExtensions
{
    public static bool Subscribe<TChannel>(this EventStream eventStream, IActorRef subscriber) => eventStream.Subscribe(subscriber, typeof(TChannel));

    public static bool Unsubscribe<TChannel>(this EventStream eventStream, IActorRef subscriber) => eventStream.Unsubscribe(subscriber, typeof(TChannel));
}
