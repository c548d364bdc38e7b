namespace Akka.Actor;

/// <summary>Death watch and supervision.</summary>
internal sealed partial class ActorCell
{
    private readonly HashSet<InternalActorRefBase> _watchedBy = [];
    private readonly Dictionary<IActorRef, object> _watching = [];

    /// <summary>Deaths whose Terminated is in the mailbox, with the message to deliver in its place, if any. Unwatch takes them out.</summary>
    private readonly Dictionary<IActorRef, object> _noticed = [];

    public IActorRef Watch(IActorRef subject) => Watch(subject, null);

    public IActorRef WatchWith(IActorRef subject, object message) => Watch(subject, message ?? throw new ArgumentNullException(nameof(message)));

    public IActorRef Unwatch(IActorRef subject)
    {
        if (_watching.Remove(subject))
            ((InternalActorRefBase)subject).SendSystem(new Unwatch((InternalActorRefBase)subject, _self));
        _noticed.Remove(subject);
        return subject;
    }

    private IActorRef Watch(IActorRef subject, object message)
    {
        if (subject.Equals(_self))
            return subject;
        if (!_watching.TryGetValue(subject, out var already))
        {
            _watching[subject] = message;
            ((InternalActorRefBase)subject).SendSystem(new Watch((InternalActorRefBase)subject, _self));
        }
        else if (!Equals(already, message))
        {
            throw new InvalidOperationException($"{subject} is watched already, with another message; unwatch it first");
        }
        return subject;
    }

    private void AddWatcher(Watch watch)
    {
        if (!watch.Watcher.Equals(_self))
            _watchedBy.Add(watch.Watcher);
    }

    private void OnDeath(DeathNotice notice)
    {
        if (_watching.Remove(notice.Actor, out var instead) && !_terminating)
        {
            _noticed[notice.Actor] = instead;
            _self.Tell(new Terminated(notice.Actor, notice.ExistenceConfirmed, notice.AddressTerminated), notice.Actor);
        }
        if (Children.Find(notice.Actor) == null)
            return;
        Children.Remove(notice.Actor);
        if (_terminating && !Children.Any(stoppingOnly: false))
            FinishTermination();
        else if (_restartCause != null && !Children.Any(stoppingOnly: true))
            FinishRestart();
    }

    private void Supervise(IActorRef child, Exception cause)
    {
        if (Children.Find(child) is not { } stats)
            return;
        if (_terminating)
        {
            stats.Ref.Stop();
            return;
        }
        var strategy = Props.SupervisorStrategy ?? _actor?.Strategy() ?? SupervisorStrategy.DefaultStrategy;
        // Sender is the failed child while its failure is judged, as the decider may ask for it.
        var outer = _current;
        _current = new Envelope(null, child);
        try
        {
            strategy.HandleFailure(this, stats, cause);
        }
        finally
        {
            _current = outer;
        }
    }
}
