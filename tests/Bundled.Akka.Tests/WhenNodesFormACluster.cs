using AdaSapSweep.Bundled.Akka.Tests.Support;
using AdaSapSweep.TestSupport;
using Akka.Cluster;

namespace AdaSapSweep.Bundled.Akka.Tests;

public sealed class WhenNodesFormACluster : ClusterTest
{
    [Fact]
    public async Task AJoiningNode_IsUpOnBothSides_WithItsRoles()
    {
        Cluster.Get(Seed).Subscribe(Probe.Ref, typeof(ClusterEvent.MemberUp));
        var member = await StartMember("akka.cluster.roles = [gpu, slow]");
        var address = Cluster.Get(member).SelfAddress;
        var up = await Probe.Fish<ClusterEvent.MemberUp>(e => e.Member.Address == address);
        Assert.True(up.Member.HasRole("gpu"));
        Assert.Equal(["gpu", "slow"], up.Member.Roles.Order());
        Assert.Equal(Cluster.Get(member).SelfUniqueAddress, up.Member.UniqueAddress);
        // What a node can read of itself may be behind what it is told.
        await Eventually.True(() => Cluster.Get(member).SelfMember.Status == MemberStatus.Up, TimeSpan.FromSeconds(20), "the member to see itself up");
        Assert.Equal(2, Cluster.Get(member).State.Members.Count);
    }

    [Fact]
    public async Task ALateSubscriber_GetsTheStateFirst()
    {
        var member = await StartMember();
        var probe = new Probe(member);
        Cluster.Get(member).Subscribe(probe.Ref, typeof(ClusterEvent.IMemberEvent));
        var state = await probe.Expect<ClusterEvent.CurrentClusterState>();
        Assert.Contains(state.Members, m => m.Address == SeedAddress && m.Status == MemberStatus.Up);
        Assert.Empty(state.Unreachable);
    }

    [Fact]
    public async Task ALateSubscriber_CanHaveTheStateAsEvents()
    {
        var member = await StartMember();
        var probe = new Probe(member);
        Cluster.Get(member).Subscribe(probe.Ref, ClusterEvent.InitialStateAsEvents, typeof(ClusterEvent.MemberUp));
        var up = new[] { await probe.Expect<ClusterEvent.MemberUp>(), await probe.Expect<ClusterEvent.MemberUp>() };
        Assert.Equal(2, up.Select(e => e.Member.Address).Distinct().Count());
    }

    [Fact]
    public async Task OneThatLeaves_ExitsAndIsRemoved_AndItsSystemEnds()
    {
        var member = await StartMember();
        var address = Cluster.Get(member).SelfAddress;
        var removed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Cluster.Get(member).RegisterOnMemberRemoved(removed.SetResult);
        Cluster.Get(Seed).Subscribe(Probe.Ref, typeof(ClusterEvent.IMemberEvent));
        Cluster.Get(member).Leave(address);
        await Probe.Fish<ClusterEvent.MemberLeft>(e => e.Member.Address == address);
        await Probe.Fish<ClusterEvent.MemberExited>(e => e.Member.Address == address);
        var gone = await Probe.Fish<ClusterEvent.MemberRemoved>(e => e.Member.Address == address);
        Assert.Equal(MemberStatus.Exiting, gone.PreviousStatus);
        await removed.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await member.WhenTerminated.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task TerminatingAMember_LeavesTheClusterFirst()
    {
        var member = await StartMember();
        var address = Cluster.Get(member).SelfAddress;
        Cluster.Get(Seed).Subscribe(Probe.Ref, typeof(ClusterEvent.MemberRemoved));
        await member.Terminate();
        var gone = await Probe.Fish<ClusterEvent.MemberRemoved>(e => e.Member.Address == address);
        Assert.Equal(MemberStatus.Exiting, gone.PreviousStatus);
    }

    [Fact]
    public async Task OneThatDies_IsUnreachable_ThenDownedAndRemoved()
    {
        var member = await StartMember(DiesWithoutLeaving);
        var address = Cluster.Get(member).SelfAddress;
        Cluster.Get(Seed).Subscribe(Probe.Ref, typeof(ClusterEvent.IMemberEvent), typeof(ClusterEvent.UnreachableMember));
        await member.Terminate();
        await Probe.Fish<ClusterEvent.UnreachableMember>(e => e.Member.Address == address);
        var gone = await Probe.Fish<ClusterEvent.MemberRemoved>(e => e.Member.Address == address);
        Assert.Equal(MemberStatus.Down, gone.PreviousStatus);
    }

    [Fact]
    public async Task OneThatIsDownedByHand_IsRemovedAtOnce()
    {
        var member = await StartMember();
        var address = Cluster.Get(member).SelfAddress;
        Cluster.Get(Seed).Subscribe(Probe.Ref, typeof(ClusterEvent.IMemberEvent));
        Cluster.Get(Seed).Down(address);
        await Probe.Fish<ClusterEvent.MemberDowned>(e => e.Member.Address == address);
        await Probe.Fish<ClusterEvent.MemberRemoved>(e => e.Member.Address == address);
    }

    [Fact]
    public async Task ARestartedNode_IsANewMember()
    {
        var first = await StartMember();
        var before = Cluster.Get(first).SelfUniqueAddress;
        await first.Terminate();
        var second = await StartMember(FormattableString.Invariant($"akka.remote.dot-netty.tcp.port = {before.Address.Port}"));
        var after = Cluster.Get(second).SelfUniqueAddress;
        Assert.Equal(before.Address, after.Address);
        Assert.NotEqual(before, after);
    }

    [Fact]
    public async Task ANodeThatWasThereBeforeItsSeed_JoinsWhenTheSeedComes()
    {
        var port = FreePort();
        var early = Start(FormattableString.Invariant($"akka.cluster.seed-nodes = [\"akka.tcp://mesh@127.0.0.1:{port}\"]"));
        var up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Cluster.Get(early).RegisterOnMemberUp(up.SetResult);
        var late = Start(FormattableString.Invariant($"akka.cluster.seed-nodes = [\"akka.tcp://mesh@127.0.0.1:{port}\"]"), port);
        await up.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Contains(Cluster.Get(early).State.Members, m => m.UniqueAddress == Cluster.Get(late).SelfUniqueAddress);
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
