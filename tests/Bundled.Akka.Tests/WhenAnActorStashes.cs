using AdaSapSweep.Bundled.Akka.Tests.Support;
using Akka.Actor;

namespace AdaSapSweep.Bundled.Akka.Tests;

public sealed class WhenAnActorStashes : SystemTest
{
    [Fact]
    public async Task WhatItKept_ComesBeforeWhatWaits_InTheOrderItCame()
    {
        var target = Sys.ActorOf(Props.Create(() => new Busy(Probe.Ref)));
        foreach (var message in new[] { "a", "b", "open", "c" })
            target.Tell(message, Probe.Ref);
        await Probe.Expect("a");
        await Probe.Expect("b");
        await Probe.Expect("c");
    }

    [Fact]
    public async Task TheSenderIsKeptToo()
    {
        var target = Sys.ActorOf(Props.Create(() => new Busy(Probe.Ref)));
        var other = new Probe(Sys);
        other.Send(target, "a");
        target.Tell("open", ActorRefs.NoSender);
        await Probe.Expect("a");
        Assert.Equal(other.Ref, Probe.LastSender);
    }

    [Fact]
    public async Task ARestart_PutsItBackIntoTheMailbox()
    {
        var target = Sys.ActorOf(Props.Create(() => new Busy(Probe.Ref)));
        foreach (var message in new[] { "a", "fail", "open" })
            target.Tell(message, Probe.Ref);
        await Probe.Expect("a");
    }

    [Fact]
    public async Task TheSameMessageTwice_IsAnError()
    {
        var target = Sys.ActorOf(Props.Create(() => new Busy(Probe.Ref)));
        target.Tell("twice", Probe.Ref);
        await Probe.Expect<IllegalActorStateException>();
    }

    private sealed class Busy : ReceiveActor, IWithUnboundedStash
    {
        private readonly IActorRef _probe;

        public Busy(IActorRef probe)
        {
            _probe = probe;
            Receive<string>(m => m == "open", _ =>
            {
                Become(Open);
                Stash.UnstashAll();
            });
            Receive<string>(m => m == "fail", _ => throw new InvalidOperationException("fail"));
            Receive<string>(m => m == "twice", _ => Twice());
            ReceiveAny(_ => Stash.Stash());
        }

        public IStash Stash { get; set; } = null!;

        private void Open() => ReceiveAny(m => _probe.Forward(m));

        private void Twice()
        {
            Stash.Stash();
            try
            {
                Stash.Stash();
            }
            catch (IllegalActorStateException e)
            {
                _probe.Tell(e);
            }
        }
    }
}
