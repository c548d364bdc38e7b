using AdaSapSweep.Bundled.Akka.Tests.Support;
using Akka.Actor;

namespace AdaSapSweep.Bundled.Akka.Tests;

public sealed class WhenActorsAreLookedUp : SystemTest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task AnAbsolutePath_FindsTheActor()
    {
        var target = Spawn(_ => { }, "target");
        Assert.Equal(target, await Sys.ActorSelection("/user/target").ResolveOne(Patience));
        Assert.Equal(target, await Sys.ActorSelection("akka://test/user/target").ResolveOne(Patience));
    }

    [Fact]
    public async Task AWildcard_ReachesEveryChild()
    {
        Spawn(a =>
        {
            foreach (var name in new[] { "w1", "w2", "other" })
                a.Context.ActorOf(Scripted.As(c => c.On<string>(_ => Probe.Ref.Tell(c.Self.Path.Name))), name);
        }, "parent");
        await Sys.ActorSelection("/user/parent").ResolveOne(Patience);
        Sys.ActorSelection("/user/parent/w*").Tell("who?", ActorRefs.NoSender);
        Assert.Equal(["w1", "w2"], new[] { await Probe.Expect<string>(), await Probe.Expect<string>() }.Order());
        await Probe.ExpectNothingYet();
    }

    [Fact]
    public async Task ARelativePath_StartsAtTheActor()
    {
        var parent = Spawn(a =>
        {
            a.Context.ActorOf(Scripted.As(c => c.On<string>(m => c.Context.ActorSelection("../right").Tell(m))), "left");
            a.Context.ActorOf(Scripted.As(c => c.On<string>(m => Probe.Ref.Tell(m))), "right");
            a.On<string>(m => a.Context.Child("left").Tell(m));
        });
        parent.Tell("around");
        await Probe.Expect("around");
    }

    [Fact]
    public async Task Identify_IsAnswered_WithTheActorOrNothing()
    {
        var target = Spawn(_ => { }, "target");
        Probe.Send(Sys.ActorSelection("/user/target"), new Identify("here"));
        var here = await Probe.Expect<ActorIdentity>();
        Assert.Equal(("here", target), (here.MessageId, here.Subject));
        Probe.Send(Sys.ActorSelection("/user/nobody"), new Identify("gone"));
        var gone = await Probe.Expect<ActorIdentity>();
        Assert.Equal("gone", gone.MessageId);
        Assert.Null(gone.Subject);
    }

    [Fact]
    public async Task AMissingActor_CannotBeResolved()
    {
        await Assert.ThrowsAsync<ActorNotFoundException>(() => Sys.ActorSelection("/user/nobody").ResolveOne(Patience));
    }

    [Fact]
    public void APathWithAddressAndUid_IsReadAndWrittenInFull()
    {
        var path = ActorPath.Parse("akka.tcp://mesh@127.0.0.1:4053/user/a/b#17");
        Assert.Equal("akka.tcp://mesh@127.0.0.1:4053", path.Address.ToString());
        Assert.Equal(["user", "a", "b"], path.Elements);
        Assert.Equal(17, path.Uid);
        Assert.Equal("akka.tcp://mesh@127.0.0.1:4053/user/a/b#17", path.ToSerializationFormat());
        Assert.Equal("akka.tcp://mesh@127.0.0.1:4053/user/a/b", path.ToString());
    }
}
