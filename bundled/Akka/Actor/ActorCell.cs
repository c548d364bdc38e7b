using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>The living part of an actor: what its reference posts to, and what its code sees as its context.</summary>
internal sealed partial class ActorCell : IUntypedActorContext
{
    [ThreadStatic]
    private static ActorCell _running;

    private readonly LocalActorRef _self;
    private readonly Mailbox _mailbox;
    private readonly Stack<Receive> _behaviors = new();
    private ActorBase _actor;
    private Envelope _current;
    private bool _terminating;

    public ActorCell(ActorSystemCore system, LocalActorRef self, Props props)
    {
        Core = system;
        _self = self;
        Props = props;
        _mailbox = new Mailbox(this, system.Settings.Throughput);
    }

    /// <summary>The actor that this thread is running now, if any.</summary>
    public static ActorCell Current
    {
        get => _running;
        set => _running = value;
    }

    public ActorSystemCore Core { get; }
    public ActorChildren Children { get; } = new();
    public Props Props { get; }
    public IActorRef Self => _self;
    public ActorSystem System => Core;
    public IActorRef Parent => _self.ParentRef;
    public IActorRef Sender => _current.Sender ?? Core.DeadLetters;

    public Envelope CurrentEnvelope => _current;

    /// <summary>Its mailbox is closed.</summary>
    public bool IsDead => _mailbox.Closed;

    /// <summary>Counts the messages handled, so that two deliveries of one object can be told apart.</summary>
    public long Invocation { get; private set; }

    public void Post(Envelope envelope) => _mailbox.Post(envelope);

    public void SendSystem(SystemMessage message) => _mailbox.PostSystem(message);

    public void Become(Receive receive)
    {
        if (_behaviors.Count > 0)
            _behaviors.Pop();
        _behaviors.Push(receive);
    }

    public void BecomeStacked(Receive receive) => _behaviors.Push(receive);

    public void UnbecomeStacked()
    {
        if (_behaviors.Count > 1)
            _behaviors.Pop();
    }

    public void Become(UntypedReceive receive) => Become(Always(receive));

    public void BecomeStacked(UntypedReceive receive) => BecomeStacked(Always(receive));

    public IActorRef ActorOf(Props props, string name = null) => Children.Add(name,
        unique => new LocalActorRef(Core, props, _self.Path.Child(unique).WithUid(Core.NextUid()), _self));

    public ActorSelection ActorSelection(ActorPath actorPath) => Core.ActorSelection(actorPath);

    public ActorSelection ActorSelection(string actorPath) =>
        actorPath.StartsWith('/') || actorPath.Contains("://", StringComparison.Ordinal) ? Core.ActorSelection(actorPath) : new ActorSelection(_self, actorPath);

    public IActorRef Child(string name) => (IActorRef)Children.Find(name)?.Ref ?? ActorRefs.Nobody;

    public IEnumerable<IActorRef> GetChildren() => Children.Refs();

    public void Stop(IActorRef child)
    {
        if (Children.Find(child) is { } stats)
            stats.Stopping = true;
        ((InternalActorRefBase)child).Stop();
    }

    /// <summary>Handles one user message. Whatever the actor throws ends here, as a failure told to the parent.</summary>
    public void Invoke(Envelope envelope)
    {
        _current = envelope;
        Invocation++;
        try
        {
            Receive(envelope.Message);
        }
        catch (Exception e)
        {
            Fail(e);
        }
        AfterMessage(envelope.Message);
    }

    public void AfterDeath(Envelope envelope) => Core.PublishDeadLetter(envelope.Message, envelope.Sender, _self);

    public void AfterDeath(SystemMessage message)
    {
        if (message is Watch watch)
            watch.Watcher.SendSystem(new DeathNotice(_self, ExistenceConfirmed: true, AddressTerminated: false));
    }

    private static Receive Always(UntypedReceive receive) => message =>
    {
        receive(message);
        return true;
    };

    private void Receive(object message)
    {
        switch (message)
        {
            case TimerMessage timer:
                if (_timers != null && _timers.TryAccept(timer, out var timed))
                {
                    _current = new Envelope(timed, timer.Sender);
                    Receive(timed);
                }
                break;
            case PoisonPill:
                _self.Stop();
                break;
            case Kill:
                throw new ActorKilledException("Kill");
            case Identify identify:
                Sender.Tell(new ActorIdentity(identify.MessageId, _self), _self);
                break;
            case Terminated terminated:
                if (_noticed.Remove(terminated.ActorRef, out var instead))
                    Handle(instead ?? terminated);
                break;
            default:
                Handle(message);
                break;
        }
    }

    private void Handle(object message) => _actor.Handle(_behaviors.Peek(), message);

    private void AfterMessage(object message)
    {
        if (!_asyncRunning)
            _current = default;
        if (message is not INotInfluenceReceiveTimeout)
            ArmReceiveTimeout();
    }
}
