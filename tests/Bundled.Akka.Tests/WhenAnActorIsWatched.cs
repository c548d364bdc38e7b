using AdaSapSweep.Bundled.Akka.Tests.Support;
using Akka.Actor;

namespace AdaSapSweep.Bundled.Akka.Tests;

public sealed class WhenAnActorIsWatched : SystemTest
{
    [Fact]
    public async Task TerminatedComesOnce_HoweverOftenItWasWatched()
    {
        var target = Spawn(_ => { });
        await Probe.Watch(target);
        await Probe.Watch(target);
        target.Tell(PoisonPill.Instance);
        var terminated = await Probe.Expect<Terminated>();
        Assert.Equal(target, terminated.ActorRef);
        Assert.True(terminated.ExistenceConfirmed);
        await Probe.ExpectNothingYet();
    }

    [Fact]
    public async Task AndIsDeadAlready_TerminatedComesAtOnce()
    {
        var target = Spawn(_ => { });
        await target.GracefulStop(TimeSpan.FromSeconds(20));
        await Probe.Watch(target);
        Assert.Equal(target, (await Probe.Expect<Terminated>()).ActorRef);
    }

    [Fact]
    public async Task WithAMessage_ThatMessageComesInPlaceOfTerminated()
    {
        var target = Spawn(_ => { });
        await Probe.Watch(target, "it is gone");
        target.Tell(PoisonPill.Instance);
        await Probe.Expect("it is gone");
        await Probe.ExpectNothingYet();
    }

    [Fact]
    public async Task AndUnwatched_NothingComes()
    {
        var target = Spawn(_ => { });
        await Probe.Watch(target);
        await Probe.Unwatch(target);
        await target.GracefulStop(TimeSpan.FromSeconds(20));
        await Probe.ExpectNothingYet();
    }

    [Fact]
    public async Task WatchersHearOnlyAfterItsChildrenAndItself_HaveStopped()
    {
        var order = new List<string>();
        var target = Spawn(a =>
        {
            a.Context.ActorOf(Scripted.As(c => c.OnStop = () => order.Add("child")));
            a.OnStop = () => order.Add("parent");
        });
        await Probe.Watch(target);
        target.Tell(PoisonPill.Instance);
        await Probe.Expect<Terminated>();
        Assert.Equal(["child", "parent"], order);
    }

    [Fact]
    public async Task AWatcherThatDoesNotHandleTerminated_DiesWithIt()
    {
        var target = Spawn(_ => { });
        var watcher = Spawn(a => a.OnStart = () => a.Context.Watch(target));
        await Probe.Watch(watcher);
        target.Tell(PoisonPill.Instance);
        Assert.Equal(watcher, (await Probe.Expect<Terminated>()).ActorRef);
    }

    [Fact]
    public async Task AfterTerminated_TheNameOfAChildIsFree()
    {
        var parent = Spawn(a =>
        {
            a.OnStart = () => a.Context.Watch(a.Context.ActorOf(Scripted.As(_ => { }), "worker")).Tell(PoisonPill.Instance);
            a.On<Terminated>(t => Probe.Ref.Tell(a.Context.ActorOf(Scripted.As(_ => { }), "worker").Path.Equals(t.ActorRef.Path)));
        });
        Assert.True(await Probe.Expect<bool>());
        Assert.NotNull(parent);
    }

    [Fact]
    public void ANameInUse_IsRefused()
    {
        Spawn(_ => { }, "twin");
        Assert.Throws<InvalidActorNameException>(() => Spawn(_ => { }, "twin"));
    }

    [Fact]
    public async Task GracefulStop_GivesUpAfterItsTimeout()
    {
        var hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var target = Spawn(a => a.OnAsync<string>(_ => hold.Task));
        target.Tell("hold");
        Assert.False(await target.GracefulStop(TimeSpan.FromMilliseconds(50), "not a stop message"));
        hold.SetResult();
    }
}
