using AdaSapSweep.Bundled.Akka.Tests.Support;
using Akka.Actor;

namespace AdaSapSweep.Bundled.Akka.Tests;

public sealed class WhenAnActorUsesTimers : SystemTest
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(10);

    [Fact]
    public async Task ASingleTimer_FiresOnce_AndIsInactiveThen()
    {
        var target = Target();
        target.Tell(new Do((timers, _) => timers.StartSingleTimer("k", "tick", Soon)));
        await Probe.Expect("tick active=False");
    }

    [Fact]
    public async Task APeriodicTimer_FiresUntilItIsCancelled()
    {
        var target = Target();
        target.Tell(new Do((timers, _) => timers.StartPeriodicTimer("k", "tick", Soon)));
        await Probe.Expect("tick active=True");
        await Probe.Expect("tick active=True");
        target.Tell(new Do((timers, probe) =>
        {
            timers.Cancel("k");
            probe.Tell("cancelled");
        }));
        await Probe.Fish<string>(m => m == "cancelled");
        await Probe.ExpectNothingYet();
    }

    [Fact]
    public async Task ATickThatWaitsInTheMailbox_IsDropped_WhenItsTimerIsCancelled()
    {
        var target = Target();
        var ticked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        target.Tell(new Do((timers, _) =>
        {
            timers.StartSingleTimer("k", "stale", TimeSpan.Zero);
            // The handler holds the actor until a later timer of the system has fired: the tick is in the mailbox by then.
            Sys.Scheduler.Advanced.ScheduleOnce(TimeSpan.FromMilliseconds(100), ticked.SetResult);
            Assert.True(ticked.Task.Wait(TimeSpan.FromSeconds(20)));
            timers.Cancel("k");
        }));
        target.Tell(new Do((_, probe) => probe.Tell("end")));
        await Probe.Expect("end");
    }

    [Fact]
    public async Task ANewTimerOfTheSameKey_ReplacesTheOld()
    {
        var target = Target();
        target.Tell(new Do((timers, _) =>
        {
            timers.StartSingleTimer("k", "old", Soon);
            timers.StartSingleTimer("k", "new", Soon);
        }));
        await Probe.Expect("new active=False");
        await Probe.ExpectNothingYet();
    }

    [Fact]
    public async Task ARestart_EndsThem()
    {
        var target = Target();
        target.Tell(new Do((timers, _) =>
        {
            timers.StartPeriodicTimer("k", "stale", TimeSpan.FromMinutes(1));
            throw new InvalidOperationException("fail");
        }));
        target.Tell(new Do((timers, probe) => probe.Tell(timers.IsTimerActive("k"))));
        Assert.False(await Probe.Expect<bool>());
    }

    [Fact]
    public async Task AReceiveTimeout_ComesWhenNothingElseDoes_UntilItIsSwitchedOff()
    {
        var target = Spawn(a =>
        {
            a.OnStart = () => a.Context.SetReceiveTimeout(Soon);
            a.On<ReceiveTimeout>(m =>
            {
                a.Context.SetReceiveTimeout(null);
                Probe.Ref.Tell(m);
            });
        });
        await Probe.Expect<ReceiveTimeout>();
        await Probe.ExpectNothingYet();
        Assert.NotNull(target);
    }

    [Fact]
    public async Task AScheduledMessage_ComesUntilItsCancelableIsCancelled()
    {
        var cancelable = Sys.Scheduler.ScheduleTellRepeatedlyCancelable(TimeSpan.Zero, Soon, Probe.Ref, "again", ActorRefs.NoSender);
        await Probe.Expect("again");
        await Probe.Expect("again");
        cancelable.Cancel();
        Assert.True(cancelable.IsCancellationRequested);
        Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(50), Probe.Ref, "last", ActorRefs.NoSender);
        await Probe.Fish<string>(m => m == "last");
        await Probe.ExpectNothingYet();
    }

    private IActorRef Target() => Sys.ActorOf(Props.Create(() => new Timed(Probe.Ref)));

    private sealed record Do(Action<ITimerScheduler, IActorRef> Action);

    private sealed class Timed : ReceiveActor, IWithTimers
    {
        public Timed(IActorRef probe)
        {
            Receive<Do>(m => m.Action(Timers, probe));
            Receive<string>(m => probe.Tell($"{m} active={Timers.IsTimerActive("k")}"));
        }

        public ITimerScheduler Timers { get; set; } = null!;
    }
}
