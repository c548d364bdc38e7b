using AdaSapSweep.GpuActor.Line;
using AdaSapSweep.Shared.Configuration;
using AdaSapSweep.Shared.LocalSlots;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;
using AdaSapSweep.TestSupport.Actors;
using Akka.Actor;
using Akka.Configuration;
using Xunit;

namespace AdaSapSweep.GpuActor.Tests.Line;

/// <summary>Real actor systems: one that lasts, the line's, and the coordinator's, which is killed and started anew.</summary>
public sealed class WhenALineCrossesTheNetwork : IAsyncLifetime
{
    private static readonly SlotId Slot = new("cpu/1");

    private readonly Config _config = ConfigurationFactory.ParseString("akka.loglevel = OFF").WithFallback(HoconFiles.Load("gpu-actor.conf", null).All);
    private readonly ActorSystem _system = ActorSystem.Create("gpu-actor", ConfigurationFactory.ParseString("akka.loglevel = OFF"));
    private readonly Probe _gpuActor;
    private readonly IActorRef _line;
    private volatile CoordinatorAddress? _found;
    private ActorSystem? _coordinator;

    public WhenALineCrossesTheNetwork()
    {
        _gpuActor = new(_system);
        var settings = new LineSettings(TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30));
        var config = _config;
        OpenLine open = (number, coordinator, owner) => ClusterLine.Open(number, coordinator, owner, config);
        Func<CoordinatorAddress?> find = () => _found;
        _line = _system.ActorOf(Props.Create(() => new CoordinatorLine(settings, find, open, TimeProvider.System)));
        Say(new Noted(Slot));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _system.Terminate();
        if (_coordinator is not null) await _coordinator.Terminate();
    }

    [Fact]
    public async Task EachLifeOfTheCoordinator_IsReached_AndAnswers()
    {
        for (var life = 1; life <= 2; life++)
        {
            var (registry, work) = StartCoordinator();
            await Registered(registry);
            registry.LastSender.Tell(new SlotRegistered(Slot, new("/folder", "mark")), registry.Actor);
            Assert.Equal("mark", (await _gpuActor.Next<SlotRegistered>()).Folder.Mark);
            Say(new RequestStage(Slot));
            await work.Next<RequestStage>();
            work.LastSender.Tell(new Noted(Slot), work.Actor);
            await _gpuActor.Next<Noted>();
            // Without a word to the members, as when it is killed.
            _ = _coordinator!.Terminate();
        }
    }

    /// <summary>Whoever names a host and a port does not know whether the coordinator asks for TLS; the settings of both sides do.</summary>
    [Fact]
    public async Task ACoordinator_IsSpokenToAsThisNodesSettingsSay()
    {
        var (registry, _) = StartCoordinator(address => address.WithProtocol("akka.ssl.tcp"));
        await Registered(registry);
    }

    /// <summary>As the GPU actor does: until it is answered.</summary>
    private async Task Registered(Probe registry)
    {
        var arrived = registry.Next<RegisterSlot>();
        while (await Task.WhenAny(arrived, Task.Delay(50)) != arrived) Say(new RegisterSlot(Slot, 1, Guid.Empty, "cpu", []));
        await arrived;
    }

    private (Probe Registry, Probe Coordinator) StartCoordinator(Func<Address, Address>? asNamed = null)
    {
        _coordinator = ActorSystem.Create(ClusterLine.SystemName, ConfigurationFactory.ParseString("akka.cluster.roles = [\"coordinator\"]").WithFallback(_config));
        var cluster = Akka.Cluster.Cluster.Get(_coordinator);
        cluster.Join(cluster.SelfAddress);
        var probes = (new Probe(_coordinator, "registry"), new Probe(_coordinator, "coordinator"));
        _found = new((asNamed?.Invoke(cluster.SelfAddress) ?? cluster.SelfAddress).ToString(), Guid.NewGuid());
        return probes;
    }

    private void Say(IProtocolMessage message) => _line.Tell(message, _gpuActor.Actor);
}
