namespace Akka.Actor;

/// <summary>Handlers are tried in the order they were declared; the first that takes the message ends the search.</summary>
public abstract class ReceiveActor : UntypedActor
{
    private List<Func<object, bool>> _declared = [];
    private bool _closed;

    protected ReceiveActor()
    {
        var first = _declared;
        ActorCell.Current.Become(message => Dispatch(first, message));
    }

    protected sealed override void OnReceive(object message) => throw new NotSupportedException("a ReceiveActor handles messages by its Receive declarations");

    protected void Become(Action configure)
    {
        var handlers = Configure(configure);
        base.Become((Receive)(message => Dispatch(handlers, message)));
    }

    protected void BecomeStacked(Action configure)
    {
        var handlers = Configure(configure);
        base.BecomeStacked((Receive)(message => Dispatch(handlers, message)));
    }

    protected void Receive<T>(Action<T> handler, Predicate<T> shouldHandle = null) => Declare(message =>
    {
        if (message is not T typed || (shouldHandle != null && !shouldHandle(typed)))
            return false;
        handler(typed);
        return true;
    });

    protected void Receive<T>(Predicate<T> shouldHandle, Action<T> handler) => Receive(handler, shouldHandle);

    protected void Receive<T>(Func<T, bool> handler) => Declare(message => message is T typed && handler(typed));

    protected void Receive(Type messageType, Action<object> handler, Predicate<object> shouldHandle = null) =>
        Receive(handler, message => messageType.IsInstanceOfType(message) && (shouldHandle == null || shouldHandle(message)));

    protected void ReceiveAny(Action<object> handler)
    {
        Receive(handler);
        _closed = true;
    }

    protected void ReceiveAsync<T>(Func<T, Task> handler, Predicate<T> shouldHandle = null) => Receive(message => RunTask(() => handler(message)), shouldHandle);

    protected void ReceiveAsync<T>(Predicate<T> shouldHandle, Func<T, Task> handler) => ReceiveAsync(handler, shouldHandle);

    protected void ReceiveAnyAsync(Func<object, Task> handler) => ReceiveAny(message => RunTask(() => handler(message)));

    private static bool Dispatch(List<Func<object, bool>> handlers, object message)
    {
        foreach (var handler in handlers)
        {
            if (handler(message))
                return true;
        }
        return false;
    }

    private List<Func<object, bool>> Configure(Action configure)
    {
        var (outer, outerClosed) = (_declared, _closed);
        (_declared, _closed) = ([], false);
        try
        {
            configure();
            return _declared;
        }
        finally
        {
            (_declared, _closed) = (outer, outerClosed);
        }
    }

    private void Declare(Func<object, bool> handler)
    {
        if (_closed)
            throw new InvalidOperationException("A handler that catches all messages has been added. No handler can be added after that.");
        _declared.Add(handler);
    }
}
