namespace Akka.Actor;

/// <summary>Runs the continuations of one incarnation's async handlers through the actor's mailbox.</summary>
internal sealed class ActorTaskScheduler(ActorCell cell) : TaskScheduler
{
    public static void RunTask(Func<Task> action)
    {
        var cell = ActorCell.Current ?? throw new InvalidOperationException("RunTask must be called while an actor handles a message.");
        cell.RunAsync(action);
    }

    public void Execute(Task task) => TryExecuteTask(task);

    protected override void QueueTask(Task task) => cell.SendSystem(new RunTask(this, task));

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && ActorCell.Current == cell && cell.IsRunning(this) && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => [];
}
