using Akka.Actor;
using Akka.Configuration;

namespace AdaSapSweep.Bundled.Akka.Tests.Support;

/// <summary>A quiet actor system for each test, ended with it.</summary>
public abstract class SystemTest : IAsyncLifetime
{
    protected const string Quiet = """
        akka {
          loglevel = OFF
          stdout-loglevel = OFF
          loggers = []
          coordinated-shutdown.run-by-clr-shutdown-hook = off
        }
        """;

    private protected ActorSystem Sys { get; private set; } = null!;

    private protected Probe Probe { get; private set; } = null!;

    protected virtual string Hocon => "";

    public ValueTask InitializeAsync()
    {
        Sys = ActorSystem.Create("test", ConfigurationFactory.ParseString(Hocon).WithFallback(ConfigurationFactory.ParseString(Quiet)));
        Probe = new Probe(Sys);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await Sys.Terminate();
        GC.SuppressFinalize(this);
    }

    protected IActorRef Spawn(Action<IReceiveDsl> configure, string? name = null) => Sys.ActorOf(Scripted.As(configure), name);
}
