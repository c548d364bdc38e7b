namespace Akka.Actor;

/// <summary>Sends a task's outcome to an actor. Without a failure function a failure arrives as <see cref="Status.Failure"/>.</summary>
public static class PipeToSupport
{
    public static Task PipeTo<T>(this Task<T> taskToPipe, ICanTell recipient, IActorRef sender = null, Func<T, object> success = null, Func<Exception, object> failure = null) =>
        Pipe(taskToPipe, recipient, sender, () => taskToPipe.GetAwaiter().GetResult() is var result && success != null ? success(result) : result, failure);

    /// <summary>Without a success function nothing is sent when the task has succeeded.</summary>
    public static Task PipeTo(this Task taskToPipe, ICanTell recipient, IActorRef sender = null, Func<object> success = null, Func<Exception, object> failure = null) =>
        Pipe(taskToPipe, recipient, sender, success, failure);

    private static async Task Pipe(Task task, ICanTell recipient, IActorRef sender, Func<object> success, Func<Exception, object> failure)
    {
        object message;
        try
        {
            await task.ConfigureAwait(false);
            if (success == null)
                return;
            message = success();
        }
        catch (Exception e)
        {
            message = failure != null ? failure(e) : new Status.Failure(e);
        }
        recipient.Tell(message, sender);
    }
}
