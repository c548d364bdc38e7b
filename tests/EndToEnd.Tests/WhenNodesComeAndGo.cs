using System.Globalization;
using System.Net;
using System.Net.Sockets;
using AdaSapSweep.TestSupport;
using Xunit;

namespace AdaSapSweep.EndToEnd.Tests;

/// <summary>The halves of a run started apart, as on several machines, here with several nodes on one.</summary>
public sealed class WhenNodesComeAndGo : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private const string Fast = """
        adasap.coordinator.lease-length = 10s
        adasap.gpu-actor { silence-timeout = 2s, longest-silence = 3s }
        akka.cluster.failure-detector { heartbeat-interval = 300ms, acceptable-heartbeat-pause = 2s }
        akka.cluster.split-brain-resolver.stable-after = 1s
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly int _port = FreePort();

    private string Store => _folder["store.db"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ACoordinatorThatStartsLast_IsFoundByAll_AndEachTakesItsShare()
    {
        using var a = Node("a");
        using var b = Node("b");
        await Eventually.True(() => GpuActors.Of(StateOf("a")).Count == 1 && GpuActors.Of(StateOf("b")).Count == 1, Patience, "the processes of both nodes");
        using var coordinator = Coordinator(trials: 6);
        var end = await coordinator.End();
        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.Equal(["a/cpu/1", "b/cpu/1"], StoreFile.Query(Store, "SELECT DISTINCT slot FROM attempts ORDER BY slot"));
        a.Signal("INT");
        b.Signal("TERM");
        Assert.Equal(0, (await a.End()).ExitCode);
        Assert.Equal(0, (await b.End()).ExitCode);
        await GpuActors.Gone(StateOf("a"));
        await GpuActors.Gone(StateOf("b"));
    }

    [Fact]
    public async Task ANodeThatIsKilledWhole_AndStartedAgain_GoesOnWithTheSweep()
    {
        using var coordinator = Coordinator(trials: 3);
        using (var first = Node("a"))
        {
            await Eventually.True(() => StoreFile.CountOf(Store, "epoch_metrics WHERE name = 'loss'") > 0, Patience, "an epoch");
            first.Kill();
            GpuActors.Kill(StateOf("a"));
            await first.End();
        }
        using var second = Node("a");
        var end = await coordinator.End();
        Assert.True(end.ExitCode == 0, end.ToString());
        second.Signal("TERM");
        await second.End();
        await GpuActors.Gone(StateOf("a"));
    }

    [Fact]
    public async Task ANodeWhoseHostIsKilledAlone_IsTakenOverByTheNext()
    {
        using var coordinator = Coordinator(trials: 3);
        IReadOnlyList<int> before;
        using (var first = Node("a"))
        {
            await Eventually.True(() => StoreFile.CountOf(Store, "epoch_metrics WHERE name = 'loss'") > 0, Patience, "an epoch");
            before = GpuActors.Of(StateOf("a"));
            first.Kill();
            await first.End();
        }
        using var second = Node("a");
        await Eventually.True(() => second.Errors.Contains("offers", StringComparison.Ordinal), Patience, "the next host");
        var end = await coordinator.End();
        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.Equal(before, GpuActors.Of(StateOf("a")));
        Assert.Equal(0, StoreFile.CountOf(Store, "attempts WHERE failure_kind = 'lost'"));
        second.Signal("TERM");
        await second.End();
        await GpuActors.Gone(StateOf("a"));
    }

    [Fact]
    public async Task ANodeThatDoesNotSeeTheArtifactFolder_GetsNoWork_AndIsNamedWithTheReason()
    {
        using var coordinator = Coordinator(trials: 2);
        using var blind = Node("blind", "--artifacts", _folder["elsewhere"]);
        await Eventually.True(() => coordinator.Errors.Contains("slot blind/cpu/1 gets no work", StringComparison.Ordinal), Patience, "the complaint");
        Assert.Contains("elsewhere", coordinator.Errors, StringComparison.Ordinal);
        using var seeing = Node("seeing");
        var end = await coordinator.End();
        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.Equal(["seeing/cpu/1"], StoreFile.Query(Store, "SELECT DISTINCT slot FROM attempts"));
        foreach (var node in new[] { blind, seeing })
        {
            node.Signal("TERM");
            await node.End();
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private string StateOf(string node) => _folder[$".adasap/node-{node}"];

    private string Settings()
    {
        File.WriteAllText(_folder["fast.conf"], Fast);
        return _folder["fast.conf"];
    }

    private AdasapProgram Coordinator(int trials) => AdasapProgram.Start(
        ["coordinator", TinySweep.WriteTo(_folder.Path, ShortSweep.Text(trials, epochs: 3)), "--store", Store, "--port", _port.ToString(CultureInfo.InvariantCulture), "--config", Settings()]);

    private AdasapProgram Node(string name, params string[] more) => AdasapProgram.Start(
        ["gpu-actor", "--coordinator", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_port}"), "--name", name, "--slots", "1", "--gpu-actor-config", Settings(), .. more], folder: _folder.Path);
}
