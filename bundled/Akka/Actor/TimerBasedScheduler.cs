using System.Collections.Concurrent;
using System.Diagnostics;

namespace Akka.Actor;

/// <summary>One runtime timer for each scheduled thing; all are dropped when the system ends.</summary>
internal sealed class TimerBasedScheduler(Action<Exception> onError) : IScheduler, IAdvancedScheduler, IDisposable
{
    private readonly ConcurrentDictionary<Item, bool> _items = new();
    private readonly long _start = Stopwatch.GetTimestamp();
    private volatile bool _disposed;

    public DateTimeOffset Now => TimeProvider.System.GetUtcNow();
    public TimeSpan MonotonicClock => Stopwatch.GetElapsedTime(_start);
    public IAdvancedScheduler Advanced => this;

    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender) => ScheduleTellOnce(delay, receiver, message, sender, null);

    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Add(delay, Timeout.InfiniteTimeSpan, () => receiver.Tell(message, sender), cancelable);

    public void ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender) =>
        ScheduleTellRepeatedly(initialDelay, interval, receiver, message, sender, null);

    public void ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Repeat(initialDelay, interval, () => receiver.Tell(message, sender), cancelable);

    public void ScheduleOnce(TimeSpan delay, Action action) => ScheduleOnce(delay, action, null);

    public void ScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) => Add(delay, Timeout.InfiniteTimeSpan, action, cancelable);

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action) => ScheduleRepeatedly(initialDelay, interval, action, null);

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable) =>
        Repeat(initialDelay, interval, action, cancelable);

    public void Dispose()
    {
        _disposed = true;
        foreach (var item in _items.Keys)
            item.Dispose();
    }

    private void OnError(Exception e) => onError(e);

    private void Repeat(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        Add(initialDelay, interval, action, cancelable);
    }

    private void Add(TimeSpan delay, TimeSpan interval, Action action, ICancelable cancelable)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        if (_disposed || cancelable is { IsCancellationRequested: true })
            return;
        var item = new Item(this, action, interval);
        _items[item] = true;
        item.Start(delay, cancelable?.Token ?? CancellationToken.None);
        if (_disposed)
            item.Dispose();
    }

    private sealed class Item : IDisposable
    {
        private readonly TimerBasedScheduler _owner;
        private readonly Action _action;
        private readonly TimeSpan _interval;
        private readonly Timer _timer;
        private CancellationTokenRegistration _registration;
        private int _ended;

        public Item(TimerBasedScheduler owner, Action action, TimeSpan interval)
        {
            _owner = owner;
            _action = action;
            _interval = interval;
            using (ExecutionContext.SuppressFlow())
                _timer = new Timer(static item => ((Item)item!).Fire(), this, Timeout.Infinite, Timeout.Infinite);
        }

        public void Start(TimeSpan delay, CancellationToken token)
        {
            _registration = token.UnsafeRegister(static item => ((Item)item!).Dispose(), this);
            try
            {
                _timer.Change(delay, _interval);
            }
            catch (ObjectDisposedException) when (Volatile.Read(ref _ended) == 1)
            {
                // Cancelled between the registration and here.
            }
        }

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _ended, 1) == 1)
                return;
            _timer.Dispose();
            _owner._items.TryRemove(this, out _);
        }

        private void Fire()
        {
            if (Volatile.Read(ref _ended) == 1)
                return;
            if (_interval == Timeout.InfiniteTimeSpan)
            {
                Dispose();
                _registration.Unregister();
            }
            try
            {
                _action();
            }
            catch (Exception e)
            {
                _owner.OnError(e);
            }
        }
    }
}
