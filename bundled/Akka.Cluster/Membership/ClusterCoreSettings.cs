using System.Collections.Immutable;
using Akka.Actor;
using Akka.Configuration;

namespace Akka.Cluster.Membership;

internal sealed class ClusterCoreSettings
{
    public ClusterCoreSettings(Config config)
    {
        var cluster = config.GetConfig("akka.cluster");
        Roles = [.. cluster.GetStringList("roles")];
        Seeds = [.. cluster.GetStringList("seed-nodes").Select(Parse)];
        MinMembers = cluster.GetInt("min-nr-of-members", 1);
        HeartbeatInterval = Positive(cluster, "failure-detector.heartbeat-interval");
        AcceptablePause = Positive(cluster, "failure-detector.acceptable-heartbeat-pause");
        StableAfter = Positive(cluster, "split-brain-resolver.stable-after");
        ShutdownWhenDown = cluster.GetBoolean("run-coordinated-shutdown-when-down");
    }

    public ImmutableHashSet<string> Roles { get; }
    public ImmutableArray<Address> Seeds { get; }
    public int MinMembers { get; }
    public TimeSpan HeartbeatInterval { get; }
    public TimeSpan AcceptablePause { get; }

    /// <summary>How long a node may be unreachable before it is downed.</summary>
    public TimeSpan StableAfter { get; }

    public bool ShutdownWhenDown { get; }

    private static Address Parse(string text) =>
        Address.TryParse(text, out var address) ? address : throw new ConfigurationException($"akka.cluster.seed-nodes: '{text}' is not an address");

    private static TimeSpan Positive(Config cluster, string key) => cluster.GetTimeSpan(key, allowInfinite: false) is var value && value > TimeSpan.Zero
        ? value
        : throw new ConfigurationException($"akka.cluster.{key} must be longer than nothing");
}
