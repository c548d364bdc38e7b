using AdaSapSweep.TestSupport;
using Xunit;

namespace AdaSapSweep.EndToEnd.Tests;

public sealed class WhenAGpuActorIsCutOff
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private const string Fast = """
        adasap.coordinator.lease-length = 3s
        akka.cluster.failure-detector { heartbeat-interval = 300ms, acceptable-heartbeat-pause = 2s }
        akka.cluster.split-brain-resolver.stable-after = 1s
        """;

    private const string TakenOver = """
        attempts a WHERE state = 'succeeded' AND slot = 'cpu/2' AND EXISTS
        (SELECT 1 FROM attempts b WHERE b.stage_key = a.stage_key AND b.slot = 'cpu/1' AND b.failure_kind = 'lost' AND b.progressed_at IS NOT NULL)
        """;

    [Fact]
    public async Task ForLongerThanItsLease_AnotherFinishesItsStage_ItsLateReportIsRefused_AndItTakesTheNext()
    {
        using var folder = new TemporaryFolder();
        var (store, settings) = (folder["store.db"], folder["fast.conf"]);
        await File.WriteAllTextAsync(settings, Fast, TestContext.Current.CancellationToken);
        // Stages so long that the other slot is not through with all of them within the lease.
        var sweep = TinySweep.WriteTo(folder.Path, ShortSweep.Text(trials: 8, epochs: 60));
        using var program = AdasapProgram.Start(["run", sweep, "--store", store, "--config", settings, "--gpu-actor-config", settings]);
        await Eventually.True(() => StoreFile.CountOf(store, "attempts WHERE slot = 'cpu/1' AND state = 'running' AND progressed_at IS NOT NULL") > 0, Patience, "an epoch of cpu/1");
        var before = GpuActors.Slots(store);
        AdasapProgram.Signal(before["cpu/1"], "STOP");
        await Eventually.True(() => StoreFile.CountOf(store, TakenOver) > 0, Patience, "the other to finish the stage that was lost");
        var stage = StoreFile.Query(store, $"SELECT stage_key FROM {TakenOver}")[0];
        var last = StoreFile.Query(store, "SELECT MAX(started_at) FROM attempts").Single();
        AdasapProgram.Signal(before["cpu/1"], "CONT");
        await Eventually.True(() => StoreFile.CountOf(store, $"attempts WHERE slot = 'cpu/1' AND started_at > '{last}'") > 0, Patience, "the next stage of cpu/1");
        Assert.Equal(before, GpuActors.Slots(store));
        var end = await program.End();
        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.Equal(1, StoreFile.Count(store, $"SELECT COUNT(*) FROM attempts WHERE stage_key = '{stage}' AND state = 'succeeded' AND slot = 'cpu/2'"));
        Assert.NotEqual(0, StoreFile.Count(store, $"SELECT COUNT(*) FROM events WHERE name = 'report-refused' AND stage_key = '{stage}'"));
    }
}
