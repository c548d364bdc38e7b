using AdaSapSweep.Bundled.Akka.Tests.Support;
using Akka.Actor;
using Akka.Cluster;

namespace AdaSapSweep.Bundled.Akka.Tests;

public sealed class WhenActorsAreOnAnotherNode : ClusterTest
{
    [Fact]
    public async Task Ask_GetsItsAnswer()
    {
        var (_, echo) = await Echo();
        Assert.Equal("hello", await echo.Ask<string>("hello", TimeSpan.FromSeconds(20)));
        Assert.Equal(new Note("typed"), await echo.Ask<Note>(new Note("typed"), TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task TheSender_CanBeAnswered_AndIsTheActorItWas()
    {
        var (_, echo) = await Echo();
        Probe.Send(echo, "first");
        await Probe.Expect("first");
        Assert.Equal(echo, Probe.LastSender);
        Probe.Send(Probe.LastSender, "second");
        await Probe.Expect("second");
    }

    [Fact]
    public async Task MessagesKeepTheirOrder()
    {
        var (_, echo) = await Echo();
        for (var i = 0; i < 5000; i++)
            Probe.Send(echo, i);
        for (var i = 0; i < 5000; i++)
            await Probe.Expect(i);
    }

    [Fact]
    public async Task AMissingActor_CannotBeResolved()
    {
        var (member, _) = await Echo();
        var nobody = new RootActorPath(Cluster.Get(member).SelfAddress) / "user" / "nobody";
        await Assert.ThrowsAsync<ActorNotFoundException>(() => Seed.ActorSelection(nobody).ResolveOne(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task Terminated_ComesOnce_WhenTheWatchedActorStops()
    {
        var (_, echo) = await Echo();
        await Probe.Watch(echo);
        Probe.Send(echo, PoisonPill.Instance);
        Assert.Equal(echo, (await Probe.Expect<Terminated>()).ActorRef);
        await Probe.ExpectNothingYet();
    }

    [Fact]
    public async Task Terminated_ComesAtOnce_WhenTheWatchedActorIsDeadAlready()
    {
        var (_, echo) = await Echo();
        await Probe.Watch(echo);
        Probe.Send(echo, PoisonPill.Instance);
        await Probe.Expect<Terminated>();
        var late = new Probe(Seed);
        await late.Watch(echo);
        await late.Expect<Terminated>();
    }

    [Fact]
    public async Task Terminated_ComesOnce_WhenTheNodeDies()
    {
        var (member, echo) = await Echo(DiesWithoutLeaving);
        await Probe.Watch(echo);
        // An answer that came back after the watch shows that the connection stood when the node died.
        Probe.Send(echo, "alive");
        await Probe.Expect("alive");
        await member.Terminate();
        Assert.Equal(echo, (await Probe.Fish<Terminated>()).ActorRef);
        await Probe.ExpectNothingYet();
    }

    [Fact]
    public async Task AMessageWithoutAKnownManifest_IsDropped_AndTheNextOneArrives()
    {
        var (_, echo) = await Echo();
        Probe.Send(echo, new UnreadableNote("what is this"));
        Probe.Send(echo, new Note("after"));
        await Probe.Expect(new Note("after"));
    }

    [Fact]
    public async Task AMessageThatIsTooBig_IsDropped_AndTheNextOneArrives()
    {
        var (_, echo) = await Echo();
        Probe.Send(echo, new Note(new string('x', 200_000)));
        Probe.Send(echo, new Note("after"));
        await Probe.Expect(new Note("after"));
    }

    [Fact]
    public async Task AMessageToADeadNode_IsLost_AndBlocksNobody()
    {
        var (member, echo) = await Echo(DiesWithoutLeaving);
        await member.Terminate();
        for (var i = 0; i < 1000; i++)
            Probe.Send(echo, i);
        await Assert.ThrowsAsync<AskTimeoutException>(() => echo.Ask<int>(1, TimeSpan.FromMilliseconds(300)));
    }

    private async Task<(ActorSystem Member, IActorRef Echo)> Echo(string hocon = "")
    {
        var member = await StartMember(hocon);
        var local = member.ActorOf(Scripted.As(a => a.On<object>(m => a.Sender.Tell(m, a.Self))), "echo");
        return (member, await FromSeed(member, local));
    }
}
