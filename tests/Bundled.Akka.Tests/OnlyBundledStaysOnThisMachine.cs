using AdaSapSweep.Bundled.Akka.Tests.Support;
using Akka.Cluster;
using Akka.Configuration;

namespace AdaSapSweep.Bundled.Akka.Tests;

/// <summary>What holds for the bundled package set alone: it refuses to leave the machine, and a member outlives its authority.</summary>
public sealed class OnlyBundledStaysOnThisMachine : ClusterTest
{
    [Theory]
    [InlineData("hostname", "0.0.0.0")]
    [InlineData("hostname", "192.168.1.10")]
    [InlineData("hostname", "gpu-host")]
    [InlineData("public-hostname", "gpu-host")]
    public void AnotherHostName_IsRefused_AndTheErrorNamesTheWayOut(string key, string host)
    {
        var error = Assert.Throws<ConfigurationException>(() => Start($"akka.remote.dot-netty.tcp.{key} = \"{host}\""));
        Assert.Contains(host, error.Message, StringComparison.Ordinal);
        Assert.Contains("'upstream'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMember_OutlivesItsSeed_AndJoinsTheNextOneAtThatAddress()
    {
        var seed = Start(DiesWithoutLeaving);
        var address = Cluster.Get(seed).SelfAddress;
        Cluster.Get(seed).Join(address);
        var member = Start();
        var probe = new Probe(member);
        Cluster.Get(member).Subscribe(probe.Ref, typeof(ClusterEvent.MemberUp), typeof(ClusterEvent.UnreachableMember));
        Cluster.Get(member).JoinSeedNodes([address]);
        await probe.Fish<ClusterEvent.MemberUp>(e => e.Member.Address == address);
        await seed.Terminate();
        await probe.Fish<ClusterEvent.UnreachableMember>(e => e.Member.Address == address);
        var next = Start("", address.Port!.Value);
        Cluster.Get(next).Join(address);
        var up = await probe.Fish<ClusterEvent.MemberUp>(e => e.Member.Address == address);
        Assert.Equal(Cluster.Get(next).SelfUniqueAddress, up.Member.UniqueAddress);
        Assert.False(member.WhenTerminated.IsCompleted);
    }
}
