namespace Akka.Actor;

public static class Futures
{
    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout = null) => self.Ask<object>(message, timeout, CancellationToken.None);

    public static Task<object> Ask(this ICanTell self, object message, CancellationToken cancellationToken) => self.Ask<object>(message, null, cancellationToken);

    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) =>
        self.Ask<object>(message, timeout, cancellationToken);

    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout = null) => self.Ask<T>(message, timeout, CancellationToken.None);

    public static Task<T> Ask<T>(this ICanTell self, object message, CancellationToken cancellationToken) => self.Ask<T>(message, null, cancellationToken);

    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) =>
        self.Ask<T>(_ => message, timeout, cancellationToken);

    /// <summary>Sends with a sender of its own, and gives the first answer.</summary>
    /// <exception cref="AskTimeoutException">No answer came in time.</exception>
    /// <exception cref="ArgumentException">An answer of another type came.</exception>
    public static Task<T> Ask<T>(this ICanTell self, Func<IActorRef, object> messageFactory, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var system = self switch
        {
            InternalActorRefBase { Core: { } core } => core,
            ActorSelection { Anchor: InternalActorRefBase { Core: { } core } } => core,
            _ => throw new ArgumentException($"Unable to resolve the target {self} to an actor system", nameof(self)),
        };
        var future = new FutureRef<T>(system);
        future.Expire(timeout ?? system.Settings.AskTimeout, cancellationToken);
        self.Tell(messageFactory(future), future);
        return future.Task;
    }
}

/// <summary>A reference that takes one message and is gone.</summary>
internal sealed class FutureRef<T> : MinimalActorRef
{
    private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenRegistration _registration;
    private Timer _timer;

    public FutureRef(ActorSystemCore system)
    {
        Core = system;
        Path = system.Root.Temp.NextPath();
        system.Root.Temp.Add(this);
    }

    public override ActorPath Path { get; }
    public Task<T> Task => _result.Task;
    internal override ActorSystemCore Core { get; }

    public void Expire(TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (timeout != Timeout.InfiniteTimeSpan)
        {
            _timer = new Timer(_ => End(_result.TrySetException(new AskTimeoutException($"Timeout after {timeout}"))), null, Timeout.Infinite, Timeout.Infinite);
            _timer.Change(timeout, Timeout.InfiniteTimeSpan);
        }
        if (cancellationToken.CanBeCanceled)
            _registration = cancellationToken.UnsafeRegister(_ => End(_result.TrySetCanceled(cancellationToken)), null);
        if (_result.Task.IsCompleted)
            End(true);
    }

    internal override void SendSystem(SystemMessage message)
    {
        switch (message)
        {
            case DeathNotice notice:
                Tell(new Terminated(notice.Actor, notice.ExistenceConfirmed, notice.AddressTerminated), notice.Actor);
                break;
            case Watch watch:
                watch.Watcher.SendSystem(new DeathNotice(this, ExistenceConfirmed: true, AddressTerminated: false));
                break;
        }
    }

    protected override void TellInternal(object message, IActorRef sender)
    {
        var taken = message switch
        {
            T result => _result.TrySetResult(result),
            Status.Failure failure => _result.TrySetException(failure.Cause ?? new TaskCanceledException("Task cancelled by actor via Failure message.")),
            _ => _result.TrySetException(new ArgumentException($"Received message of type [{message.GetType()}] - Ask expected message of type [{typeof(T)}]")),
        };
        if (taken)
            End(true);
        else if (!_result.Task.IsCanceled)
            Core.PublishDeadLetter(message, sender, this);
    }

    private void End(bool first)
    {
        if (!first)
            return;
        Core.Root.Temp.Remove(this);
        _timer?.Dispose();
        _registration.Unregister();
    }
}
