using Akka.Actor;
using Akka.Cluster;
using Akka.Configuration;

namespace AdaSapSweep.Bundled.Akka.Tests.Support;

/// <summary>Several actor systems of one cluster in this process, over loopback TCP. The first one is seed and referee.</summary>
public abstract class ClusterTest : IAsyncLifetime
{
    private readonly List<ActorSystem> _systems = [];

    private protected ActorSystem Seed { get; private set; } = null!;

    private protected Probe Probe { get; private set; } = null!;

    private protected Address SeedAddress => Cluster.Get(Seed).SelfAddress;

    public virtual ValueTask InitializeAsync()
    {
        Seed = Start();
        Probe = new Probe(Seed);
        Cluster.Get(Seed).Join(SeedAddress);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Task.WhenAll(_systems.AsEnumerable().Reverse().Select(system => system.Terminate()));
    }

    private protected ActorSystem Start(string hocon = "", int port = 0)
    {
        var config = ConfigurationFactory.ParseString(hocon)
            .WithFallback(ConfigurationFactory.ParseString($$"""
                akka {
                  loglevel = OFF
                  stdout-loglevel = OFF
                  loggers = []
                  actor.provider = cluster
                  actor.serializers { note = "{{typeof(NoteSerializer).FullName}}, {{typeof(NoteSerializer).Assembly.GetName().Name}}" }
                  actor.serialization-bindings { "{{typeof(INote).FullName}}, {{typeof(INote).Assembly.GetName().Name}}" = note }
                  coordinated-shutdown.run-by-clr-shutdown-hook = off
                  remote.dot-netty.tcp { hostname = "127.0.0.1", port = {{port}} }
                  cluster {
                    failure-detector { heartbeat-interval = 200ms, acceptable-heartbeat-pause = 2s }
                    downing-provider-class = "Akka.Cluster.SBR.SplitBrainResolverProvider, Akka.Cluster"
                    split-brain-resolver { active-strategy = keep-oldest, keep-oldest.down-if-alone = off, stable-after = 1s }
                  }
                }
                """));
        var system = ActorSystem.Create("mesh", config);
        _systems.Add(system);
        return system;
    }

    /// <summary>A further node, once the seed sees it up.</summary>
    private protected async Task<ActorSystem> StartMember(string hocon = "")
    {
        var system = Start(hocon);
        var up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Cluster.Get(system).RegisterOnMemberUp(up.SetResult);
        Cluster.Get(system).JoinSeedNodes([SeedAddress]);
        await up.Task.WaitAsync(TimeSpan.FromSeconds(30));
        return system;
    }

    /// <summary>The same actor as seen from the seed.</summary>
    private protected async Task<IActorRef> FromSeed(ActorSystem owner, IActorRef actor) =>
        await Seed.ActorSelection(actor.Path.ToStringWithAddress(Cluster.Get(owner).SelfAddress)).ResolveOne(TimeSpan.FromSeconds(20));

    /// <summary>Ends a system the way a crash does: without leaving the cluster.</summary>
    protected const string DiesWithoutLeaving = "akka.coordinated-shutdown.run-by-actor-system-terminate = off";
}
