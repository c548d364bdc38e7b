namespace Akka.Configuration;

/// <summary>Upstream's defaults for the keys that this set reads.</summary>
internal static class ReferenceConfig
{
    public const string Text = """
        akka {
          version = "1.5.30"
          loggers = ["Akka.Event.DefaultLogger"]
          logger-startup-timeout = 5s
          loglevel = INFO
          stdout-loglevel = WARNING
          log-dead-letters = 10
          actor {
            provider = local
            creation-timeout = 20s
            ask-timeout = infinite
            debug { unhandled = off }
            default-dispatcher { throughput = 100 }
            serializers { }
            serialization-bindings { }
            serialization-identifiers { }
          }
          coordinated-shutdown {
            default-phase-timeout = 5s
            terminate-actor-system = on
            exit-clr = off
            run-by-clr-shutdown-hook = on
            run-by-actor-system-terminate = on
            phases {
              cluster-sharding-shutdown-region { timeout = 10s }
              cluster-exiting { timeout = 10s }
              actor-system-terminate { timeout = 10s }
            }
          }
        }
        """;
}
