namespace Akka.Actor;

/// <summary>Async handlers, stash, timers and the receive timeout.</summary>
internal sealed partial class ActorCell
{
    private ActorTaskScheduler _taskScheduler;
    private bool _asyncRunning;
    private int _asyncRun;
    private ActorStash _stash;
    private TimerScheduler _timers;
    private Timer _receiveTimer;

    public TimeSpan? ReceiveTimeout { get; private set; }

    public bool IsRunning(ActorTaskScheduler scheduler) => _taskScheduler == scheduler;

    /// <summary>Starts the handler; until it has ended, system messages alone are handled, and Sender stays what it is.</summary>
    public void RunAsync(Func<Task> action)
    {
        if (_asyncRunning)
            throw new InvalidOperationException("an async handler is running already");
        _asyncRunning = true;
        _mailbox.Suspend();
        var run = ++_asyncRun;
        _taskScheduler ??= new ActorTaskScheduler(this);
        Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.None, _taskScheduler).Unwrap()
            .ContinueWith(
                task => SendSystem(new TaskDone(run, task.IsCanceled ? new TaskCanceledException(task) : task.Exception?.InnerException)),
                CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    public void SetReceiveTimeout(TimeSpan? timeout)
    {
        ReceiveTimeout = timeout;
        ArmReceiveTimeout();
    }

    private void RunContinuation(RunTask run)
    {
        if (run.Scheduler == _taskScheduler)
            run.Scheduler.Execute(run.Task);
    }

    private void EndAsync(TaskDone done)
    {
        if (!_asyncRunning || done.Run != _asyncRun)
            return;
        if (done.Failure != null)
            Fail(done.Failure);
        _asyncRunning = false;
        _mailbox.Resume();
        AfterMessage(_current.Message);
    }

    private void ArmReceiveTimeout()
    {
        if (ReceiveTimeout is { } timeout && !_terminating && !_asyncRunning)
        {
            _receiveTimer ??= new Timer(static cell => ((ActorCell)cell!)._self.Tell(Actor.ReceiveTimeout.Instance, null), this, Timeout.Infinite, Timeout.Infinite);
            _receiveTimer.Change(timeout, Timeout.InfiniteTimeSpan);
        }
        else
        {
            _receiveTimer?.Change(Timeout.Infinite, Timeout.Infinite);
        }
    }
}
