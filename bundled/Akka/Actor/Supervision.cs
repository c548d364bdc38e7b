using System.Runtime.ExceptionServices;
using Akka.Event;

namespace Akka.Actor;

public enum Directive
{
    Resume,
    Restart,
    Escalate,
    Stop,
}

public interface IDecider
{
    Directive Decide(Exception cause);
}

public class LocalOnlyDecider : IDecider
{
    private readonly Func<Exception, Directive> _decider;

    public LocalOnlyDecider(Func<Exception, Directive> decider) => _decider = decider;

    public Directive Decide(Exception cause) => _decider(cause);
}

public static class Decider
{
    public static LocalOnlyDecider From(Func<Exception, Directive> localOnlyDecider) => new(localOnlyDecider);
}

public abstract class SupervisorStrategy
{
    /// <summary>Stop what could not be created or was killed, restart the rest.</summary>
    public static readonly IDecider DefaultDecider = Actor.Decider.From(
        cause => cause is ActorInitializationException or ActorKilledException or DeathPactException ? Directive.Stop : Directive.Restart);

    public static readonly SupervisorStrategy DefaultStrategy = new OneForOneStrategy(DefaultDecider);
    public static readonly OneForOneStrategy StoppingStrategy = new(_ => Directive.Stop);

    public abstract IDecider Decider { get; }

    protected bool LoggingEnabled { get; set; } = true;

    protected abstract Directive Handle(IActorRef child, Exception exception);

    internal void HandleFailure(ActorCell parent, ChildStats stats, Exception cause)
    {
        var directive = Handle(stats.Ref, cause);
        Log(parent, stats.Ref, cause, directive);
        switch (directive)
        {
            case Directive.Resume:
                stats.Ref.SendSystem(new Resume(cause));
                break;
            case Directive.Restart when MayRestart(stats):
                stats.Ref.SendSystem(new Recreate(cause));
                break;
            case Directive.Restart or Directive.Stop:
                parent.Stop(stats.Ref);
                break;
            default:
                ExceptionDispatchInfo.Throw(cause);
                break;
        }
    }

    private protected abstract bool MayRestart(ChildStats stats);

    private void Log(ActorCell parent, LocalActorRef child, Exception cause, Directive directive)
    {
        if (!LoggingEnabled || directive == Directive.Escalate)
            return;
        var reason = cause is ActorInitializationException { InnerException: { } inner } ? inner.Message : cause.Message;
        parent.Core.Publish(directive == Directive.Resume
            ? new Warning(child.Path.ToString(), GetType(), reason)
            : new Error(cause, child.Path.ToString(), GetType(), reason));
    }
}

public class OneForOneStrategy : SupervisorStrategy
{
    public OneForOneStrategy(IDecider decider)
        : this(-1, -1, decider)
    {
    }

    public OneForOneStrategy(Func<Exception, Directive> localOnlyDecider)
        : this(-1, -1, localOnlyDecider)
    {
    }

    public OneForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, Func<Exception, Directive> localOnlyDecider)
        : this(maxNrOfRetries, withinTimeRange, new LocalOnlyDecider(localOnlyDecider))
    {
    }

    public OneForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, IDecider decider)
        : this(maxNrOfRetries ?? -1, (int)(withinTimeRange ?? Timeout.InfiniteTimeSpan).TotalMilliseconds, decider)
    {
    }

    public OneForOneStrategy(int maxNrOfRetries, int withinTimeMilliseconds, Func<Exception, Directive> localOnlyDecider, bool loggingEnabled = true)
        : this(maxNrOfRetries, withinTimeMilliseconds, new LocalOnlyDecider(localOnlyDecider), loggingEnabled)
    {
    }

    public OneForOneStrategy(int maxNrOfRetries, int withinTimeMilliseconds, IDecider decider, bool loggingEnabled = true)
    {
        MaxNumberOfRetries = maxNrOfRetries;
        WithinTimeRangeMilliseconds = withinTimeMilliseconds;
        Decider = decider;
        LoggingEnabled = loggingEnabled;
    }

    public int MaxNumberOfRetries { get; }
    public int WithinTimeRangeMilliseconds { get; }
    public override IDecider Decider { get; }

    protected override Directive Handle(IActorRef child, Exception exception) => Decider.Decide(exception);

    private protected override bool MayRestart(ChildStats stats) => stats.MayRestart(MaxNumberOfRetries, WithinTimeRangeMilliseconds);
}
