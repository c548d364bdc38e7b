using AdaSapSweep.GpuActor.Line;
using AdaSapSweep.Shared.Configuration;
using AdaSapSweep.Shared.LocalSlots;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;
using AdaSapSweep.TestSupport;
using AdaSapSweep.TestSupport.Actors;
using Akka.Actor;
using Akka.Configuration;
using Xunit;

namespace AdaSapSweep.GpuActor.Tests.Hosting;

public sealed class WhenAProcessRunsBesideAStore : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly SlotId Slot = new("cpu/1");

    private readonly TemporaryFolder _folder = new();

    private string Store => _folder["store.db"];

    private string Log => SlotFiles.Log(Store, Slot);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ItHoldsTheSlot_LetsGoOfTheTerminal_AndEndsWhenItIsTold()
    {
        using var process = Start();
        // Its streams end while it lives, so that nobody who reads them waits for it.
        Assert.Equal("", await process.Said());
        await Eventually.True(() => SlotLock.Living(Store).Count == 1, Patience, "the slot's lock");
        var facts = Assert.Single(SlotLock.Living(Store));
        Assert.Equal((Slot, process.Id, "cpu", 1), (facts.Slot, facts.ProcessId, facts.Device, facts.Threads));

        using var second = Start();
        Assert.Contains("has a living process already", await second.Said(), StringComparison.Ordinal);
        Assert.Equal(SlotExitCode.GaveUp, await second.ExitCode());

        await IsRegistered(process);
        process.Signal("INT");
        process.Signal("HUP");
        process.Signal("TERM");
        Assert.Equal(SlotExitCode.Done, await process.ExitCode());
        Assert.Contains("told to end", await File.ReadAllTextAsync(Log, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.False(SlotLock.IsHeld(Store, Slot));
    }

    [Fact]
    public async Task WithNothingToDoAndNobodyThere_ItEndsByItself()
    {
        using var process = Start("--linger", "1");
        Assert.Equal(SlotExitCode.Done, await process.ExitCode());
        Assert.Contains("no coordinator for 1 s", await File.ReadAllTextAsync(Log, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ItIsTheSameOne_ForEachCoordinatorThatComes()
    {
        using var process = Start();
        var first = await IsRegistered(process);
        var second = await IsRegistered(process);
        Assert.Equal(first.Life, second.Life);
    }

    private GpuActorProcess Start(params string[] more) =>
        new(["--local", "--slot", Slot.Value, "--store", Store, "--log", Log, .. more]);

    /// <summary>A coordinator comes, is registered with, and is gone without a word.</summary>
    private async Task<RegisterSlot> IsRegistered(GpuActorProcess process)
    {
        var config = ConfigurationFactory.ParseString("akka { loglevel = OFF, cluster.roles = [\"coordinator\"] }").WithFallback(HoconFiles.Load("coordinator.conf", null).All);
        var coordinator = ActorSystem.Create(ClusterLine.SystemName, config);
        try
        {
            var cluster = Akka.Cluster.Cluster.Get(coordinator);
            cluster.Join(cluster.SelfAddress);
            var registry = new Probe(coordinator, "registry");
            new CoordinatorAddress(cluster.SelfAddress.ToString(), Guid.NewGuid()).WriteTo(CoordinatorAddress.PathOf(Store));
            var registration = await registry.Next<RegisterSlot>();
            Assert.Equal(process.Id, registration.ProcessId);
            return registration;
        }
        finally
        {
            _ = coordinator.Terminate();
        }
    }
}
