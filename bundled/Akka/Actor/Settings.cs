using Akka.Configuration;

namespace Akka.Actor;

public class Settings
{
    public Settings(ActorSystem system, Config config)
    {
        System = system;
        Config = config;
        AskTimeout = config.GetTimeSpan("akka.actor.ask-timeout", Timeout.InfiniteTimeSpan);
        LogLevel = config.GetString("akka.loglevel");
        StdoutLogLevel = config.GetString("akka.stdout-loglevel");
        Loggers = config.GetStringList("akka.loggers");
        LoggerStartTimeout = config.GetTimeSpan("akka.logger-startup-timeout");
        LogDeadLetters = config.GetString("akka.log-dead-letters") switch
        {
            "on" or "true" => int.MaxValue,
            "off" or "false" => 0,
            _ => config.GetInt("akka.log-dead-letters"),
        };
        ProviderClass = config.GetString("akka.actor.provider");
        HasCluster = ProviderClass == "cluster" || ProviderClass.StartsWith("Akka.Cluster.ClusterActorRefProvider", StringComparison.Ordinal);
        if (!HasCluster && ProviderClass != "local")
            throw new ConfigurationException($"akka.actor.provider = {ProviderClass}: the bundled package set knows local and cluster");
        Throughput = Math.Max(1, config.GetInt("akka.actor.default-dispatcher.throughput", 100));
        CoordinatedShutdownTerminateActorSystem = config.GetBoolean("akka.coordinated-shutdown.terminate-actor-system");
        CoordinatedShutdownRunByActorSystemTerminate = config.GetBoolean("akka.coordinated-shutdown.run-by-actor-system-terminate");
    }

    public ActorSystem System { get; private set; }
    public Config Config { get; private set; }
    public TimeSpan AskTimeout { get; private set; }
    public string LogLevel { get; private set; }
    public string StdoutLogLevel { get; private set; }
    public IList<string> Loggers { get; private set; }
    public TimeSpan LoggerStartTimeout { get; private set; }
    public int LogDeadLetters { get; private set; }
    public string ProviderClass { get; private set; }
    public bool HasCluster { get; private set; }
    public bool CoordinatedShutdownTerminateActorSystem { get; private set; }
    public bool CoordinatedShutdownRunByActorSystemTerminate { get; private set; }

    internal int Throughput { get; }

    public void InjectTopLevelFallback(Config config) => Config = Config.WithFallback(config);
}
