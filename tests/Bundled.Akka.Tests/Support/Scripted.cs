using Akka.Actor;

namespace AdaSapSweep.Bundled.Akka.Tests.Support;

/// <summary>What a test may script of an actor.</summary>
public interface IReceiveDsl
{
    IActorContext Context { get; }

    IActorRef Self { get; }

    IActorRef Sender { get; }

    Exception? RestartedFor { get; }

    SupervisorStrategy? Strategy { get; set; }

    Action? OnStart { get; set; }

    Action? OnStop { get; set; }

    void On<T>(Action<T> handler);

    void OnAsync<T>(Func<T, Task> handler);
}

internal sealed class Scripted : ReceiveActor, IReceiveDsl
{
    public Scripted(Action<IReceiveDsl> configure) => configure(this);

    public static Props As(Action<IReceiveDsl> configure) => Props.Create(() => new Scripted(configure));

    IActorContext IReceiveDsl.Context => Context;

    IActorRef IReceiveDsl.Self => Self;

    IActorRef IReceiveDsl.Sender => Sender;

    public Exception? RestartedFor { get; private set; }

    public SupervisorStrategy? Strategy { get; set; }

    public Action? OnStart { get; set; }

    public Action? OnStop { get; set; }

    public void On<T>(Action<T> handler) => Receive(handler);

    public void OnAsync<T>(Func<T, Task> handler) => ReceiveAsync(handler);

    protected override SupervisorStrategy SupervisorStrategy() => Strategy ?? base.SupervisorStrategy();

    protected override void PreStart() => OnStart?.Invoke();

    protected override void PostStop() => OnStop?.Invoke();

    protected override void PostRestart(Exception reason)
    {
        RestartedFor = reason;
        base.PostRestart(reason);
    }
}
