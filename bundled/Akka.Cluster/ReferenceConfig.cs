namespace Akka.Cluster;

/// <summary>Upstream's defaults for the keys that this set reads; the host name is the one difference, for this set knows no other.</summary>
internal static class ReferenceConfig
{
    public const string Text = """
        akka.remote.dot-netty.tcp {
          hostname = "127.0.0.1"
          port = 2552
          public-hostname = ""
          maximum-frame-size = 128000b
        }
        akka.cluster {
          seed-nodes = []
          roles = []
          min-nr-of-members = 1
          retry-unsuccessful-join-after = 1s
          run-coordinated-shutdown-when-down = on
          downing-provider-class = ""
          failure-detector {
            heartbeat-interval = 1s
            acceptable-heartbeat-pause = 3s
          }
          split-brain-resolver { stable-after = 20s }
        }
        """;
}
