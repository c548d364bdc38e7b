using AdaSapSweep.Bundled.Akka.Tests.Support;
using Akka.Actor;

namespace AdaSapSweep.Bundled.Akka.Tests;

/// <summary>Upstream throws another type, or takes the message when the actor has not started yet.</summary>
public sealed class OnlyBundledRefusesNull : SystemTest
{
    [Fact]
    public void AsAMessage()
    {
        Assert.Throws<InvalidMessageException>(() => Probe.Ref.Tell(null!, ActorRefs.NoSender));
    }
}
