namespace Akka.Actor;

public static class GracefulStopSupport
{
    public static Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout) => GracefulStop(target, timeout, PoisonPill.Instance);

    /// <summary>True when the actor has stopped, false when it did not in time; upstream, too, swallows every failure of the wait.</summary>
    public static async Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout, object stopMessage)
    {
        var watched = (InternalActorRefBase)target;
        var future = new FutureRef<Terminated>(watched.Core);
        using var expiry = new CancellationTokenSource(timeout);
        future.Expire(Timeout.InfiniteTimeSpan, expiry.Token);
        watched.SendSystem(new Watch(watched, future));
        target.Tell(stopMessage, ActorRefs.NoSender);
        try
        {
            return (await future.Task.ConfigureAwait(false)).ActorRef.Equals(target);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        finally
        {
            watched.SendSystem(new Unwatch(watched, future));
        }
    }
}
