using AdaSapSweep.Bundled.Akka.Tests.Support;
using Akka.Actor;
using Akka.Event;

namespace AdaSapSweep.Bundled.Akka.Tests;

public sealed class WhenSomethingIsLogged : SystemTest
{
    protected override string Hocon => $$"""
        akka {
          loglevel = INFO
          stdout-loglevel = OFF
          loggers = ["{{typeof(Relay).FullName}}, {{typeof(Relay).Assembly.GetName().Name}}"]
        }
        """;

    [Fact]
    public async Task TheConfiguredLogger_GetsIt_FromTheLevelOn()
    {
        Sys.EventStream.Subscribe(Probe.Ref, typeof(Relayed));
        Sys.Log.Debug("not this {0}", 1);
        Sys.Log.Info("this {0} and {1}", 1, "that");
        var relayed = await Probe.Fish<Relayed>(r => r.Event.Message.ToString()!.Contains("this", StringComparison.Ordinal));
        Assert.Equal("this 1 and that", relayed.Event.Message.ToString());
        Assert.Equal(LogLevel.InfoLevel, relayed.Event.LogLevel());
    }

    [Fact]
    public async Task AFailure_IsLoggedAsAnError_WithItsCauseAndItsActor()
    {
        Sys.EventStream.Subscribe(Probe.Ref, typeof(Relayed));
        var target = Spawn(a => a.On<string>(_ => throw new InvalidDataException("broken")));
        target.Tell("go");
        var relayed = await Probe.Fish<Relayed>(r => r.Event is Error { Cause: InvalidDataException });
        Assert.Equal(target.Path.ToString(), relayed.Event.LogSource);
    }

    private sealed record Relayed(LogEvent Event);

    public sealed class Relay : ReceiveActor
    {
        public Relay()
        {
            Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
            Receive<LogEvent>(e => Context.System.EventStream.Publish(new Relayed(e)));
        }
    }
}
