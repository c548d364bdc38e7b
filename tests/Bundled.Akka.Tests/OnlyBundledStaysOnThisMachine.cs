using System.Net;
using System.Net.Sockets;
using AdaSapSweep.Bundled.Akka.Tests.Support;
using Akka.Actor;
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

    [Theory]
    [InlineData(new byte[] { 0, 0, 0, 5, 1, 2, 3, 4, 5 })]
    [InlineData(new byte[] { 0x7f, 0xff, 0xff, 0xff })]
    [InlineData(new byte[] { 0xff, 0xff, 0xff, 0xff })]
    [InlineData(new byte[] { 0, 0, 0, 0 })]
    [InlineData(new byte[] { (byte)'G', (byte)'E', (byte)'T', (byte)' ' })]
    public async Task GarbageOnItsPort_ClosesThatConnection_AndNothingElse(byte[] garbage)
    {
        var member = await StartMember();
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, SeedAddress.Port!.Value);
        await client.GetStream().WriteAsync(garbage);
        Assert.Equal(0, await client.GetStream().ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false).AsTask().WaitAsync(TimeSpan.FromSeconds(20)));
        var echo = await FromSeed(member, member.ActorOf(Scripted.As(a => a.On<string>(m => a.Sender.Tell(m)))));
        Assert.Equal("alive", await echo.Ask<string>("alive", TimeSpan.FromSeconds(20)));
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
