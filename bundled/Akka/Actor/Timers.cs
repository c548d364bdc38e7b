namespace Akka.Actor;

public interface IWithTimers
{
    ITimerScheduler Timers { get; set; }
}

/// <summary>Timers that belong to the actor: a key has one timer at a time, and all end with the incarnation that started them.</summary>
public interface ITimerScheduler
{
    IReadOnlyCollection<object> ActiveTimers { get; }

    void StartPeriodicTimer(object key, object msg, TimeSpan interval);

    void StartPeriodicTimer(object key, object msg, TimeSpan interval, IActorRef sender);

    void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval);

    void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval, IActorRef sender);

    void StartSingleTimer(object key, object msg, TimeSpan timeout);

    void StartSingleTimer(object key, object msg, TimeSpan timeout, IActorRef sender);

    bool IsTimerActive(object key);

    void Cancel(object key);

    void CancelAll();
}

/// <summary>What a timer posts. It counts only while it is the newest of its key, so one that waits in the mailbox can still be cancelled.</summary>
internal sealed record TimerMessage(TimerScheduler Owner, object Key, long Generation, object Message, IActorRef Sender, bool Repeats);

internal sealed class TimerScheduler(ActorCell cell) : ITimerScheduler
{
    private readonly Dictionary<object, (long Generation, ICancelable Task)> _active = [];
    private long _generation;

    public IReadOnlyCollection<object> ActiveTimers => _active.Keys;

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval) => Start(key, msg, interval, interval, null);

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval, IActorRef sender) => Start(key, msg, interval, interval, sender);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval) => Start(key, msg, initialDelay, interval, null);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval, IActorRef sender) =>
        Start(key, msg, initialDelay, interval, sender);

    public void StartSingleTimer(object key, object msg, TimeSpan timeout) => Start(key, msg, timeout, null, null);

    public void StartSingleTimer(object key, object msg, TimeSpan timeout, IActorRef sender) => Start(key, msg, timeout, null, sender);

    public bool IsTimerActive(object key) => _active.ContainsKey(key);

    public void Cancel(object key)
    {
        if (_active.Remove(key, out var timer))
            timer.Task.Cancel();
    }

    public void CancelAll()
    {
        foreach (var (_, task) in _active.Values)
            task.Cancel();
        _active.Clear();
    }

    public bool TryAccept(TimerMessage timer, out object message)
    {
        message = timer.Message;
        if (timer.Owner != this || !_active.TryGetValue(timer.Key, out var current) || current.Generation != timer.Generation)
            return false;
        if (!timer.Repeats)
            _active.Remove(timer.Key);
        return true;
    }

    private void Start(object key, object message, TimeSpan delay, TimeSpan? interval, IActorRef sender)
    {
        Cancel(key);
        var generation = ++_generation;
        var timer = new TimerMessage(this, key, generation, message, sender ?? cell.Self, interval != null);
        _active[key] = (generation, interval is { } period
            ? cell.Core.Scheduler.ScheduleTellRepeatedlyCancelable(delay, period, cell.Self, timer, cell.Self)
            : cell.Core.Scheduler.ScheduleTellOnceCancelable(delay, cell.Self, timer, cell.Self));
    }
}
