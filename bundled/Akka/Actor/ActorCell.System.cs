using Akka.Event;

namespace Akka.Actor;

/// <summary>Creation, restart and end.</summary>
internal sealed partial class ActorCell
{
    private Exception _restartCause;
    private bool _failed;
    private object _failedMessage;

    public void InvokeSystem(SystemMessage message)
    {
        try
        {
            switch (message)
            {
                case Create: CreateActor(); break;
                case Terminate: BeginTermination(); break;
                case Suspend: SuspendAll(); break;
                case Resume resume: ResumeAll(resume.Cause); break;
                case Recreate recreate: BeginRestart(recreate.Cause); break;
                case Failed failed: Supervise(failed.Child, failed.Cause); break;
                case Watch watch: AddWatcher(watch); break;
                case Unwatch unwatch: _watchedBy.Remove(unwatch.Watcher); break;
                case DeathNotice notice: OnDeath(notice); break;
                case RunTask run: RunContinuation(run); break;
                case TaskDone done: EndAsync(done); break;
                default: throw new ArgumentOutOfRangeException(nameof(message), message, "unknown system message");
            }
        }
        catch (Exception e)
        {
            Fail(e);
        }
    }

    private void CreateActor()
    {
        if (_terminating)
            return;
        try
        {
            NewInstance().AroundPreStart();
            ArmReceiveTimeout();
        }
        catch (Exception e)
        {
            Release();
            Fail(new ActorInitializationException(_self, $"{_self}: exception during creation", Unwrap(e)));
        }
    }

    private ActorBase NewInstance()
    {
        _behaviors.Clear();
        _actor = Props.NewActor();
        if (_actor is IActorStash stashing)
            stashing.Stash = _stash = new ActorStash(this, _mailbox);
        if (_actor is IWithTimers timed)
            timed.Timers = _timers = new TimerScheduler(this);
        return _actor;
    }

    private static Exception Unwrap(Exception e) => e is TypeLoadException { InnerException: { } inner } ? inner : e;

    /// <summary>Parts with the instance; what it stashed goes back to the mailbox, its timers and async work are void.</summary>
    private void Release()
    {
        _timers?.CancelAll();
        _timers = null;
        if (_stash != null)
            _mailbox.Prepend(_stash.ClearStash());
        _stash = null;
        if (_asyncRunning)
            _mailbox.Resume();
        _asyncRunning = false;
        _taskScheduler = null;
        _actor = null;
        _current = default;
    }

    private void Fail(Exception cause)
    {
        if (_terminating || _failed)
        {
            Core.Publish(new Error(cause, _self.ToString(), Props.Type, "failed while it was stopping or had failed already"));
            return;
        }
        _failed = true;
        _failedMessage = _current.Message;
        SuspendAll();
        _self.ParentRef.SendSystem(new Failed(_self, cause));
    }

    private void SuspendAll()
    {
        _mailbox.Suspend();
        foreach (var child in Children.Refs())
            child.SendSystem(new Suspend());
    }

    private void ResumeAll(Exception cause)
    {
        if (_actor == null && cause != null)
        {
            BeginRestart(cause);
            return;
        }
        _mailbox.Resume();
        if (cause != null)
            _failed = false;
        foreach (var child in Children.Refs())
            child.SendSystem(new Resume(null));
    }

    private void BeginRestart(Exception cause)
    {
        if (_terminating)
            return;
        if (_actor != null)
        {
            try
            {
                _actor.AroundPreRestart(cause, _failedMessage);
            }
            catch (Exception e)
            {
                Core.Publish(new Error(e, _self.ToString(), Props.Type, "PreRestart failed"));
            }
            Release();
        }
        _restartCause = cause;
        _failed = true;
        if (!Children.Any(stoppingOnly: true))
            FinishRestart();
    }

    private void FinishRestart()
    {
        var (cause, message) = (_restartCause, _failedMessage);
        (_restartCause, _failedMessage, _failed) = (null, null, false);
        var survivors = Children.Refs();
        _mailbox.Resume();
        try
        {
            NewInstance().AroundPostRestart(cause, message);
        }
        catch (Exception e)
        {
            Release();
            Fail(new ActorInitializationException(_self, $"{_self}: exception post restart ({cause?.GetType().Name})", Unwrap(e)));
            return;
        }
        foreach (var child in survivors)
            child.SendSystem(new Recreate(cause));
        ArmReceiveTimeout();
    }

    private void BeginTermination()
    {
        if (_terminating)
            return;
        _terminating = true;
        _receiveTimer?.Dispose();
        _timers?.CancelAll();
        foreach (var child in Children.Close())
            child.Stop();
        if (Children.Any(stoppingOnly: false))
            _mailbox.Suspend();
        else
            FinishTermination();
    }

    private void FinishTermination()
    {
        try
        {
            _actor?.AroundPostStop();
        }
        catch (Exception e)
        {
            Core.Publish(new Error(e, _self.ToString(), Props.Type, "PostStop failed"));
        }
        Release();
        _behaviors.Clear();
        _mailbox.Close();
        Core.EventStream.Forget(_self);
        var notice = new DeathNotice(_self, ExistenceConfirmed: true, AddressTerminated: false);
        _self.ParentRef.SendSystem(notice);
        foreach (var watcher in _watchedBy)
            watcher.SendSystem(notice);
        foreach (var watched in _watching.Keys)
            ((InternalActorRefBase)watched).SendSystem(new Unwatch((InternalActorRefBase)watched, _self));
        _watchedBy.Clear();
        _watching.Clear();
    }
}
