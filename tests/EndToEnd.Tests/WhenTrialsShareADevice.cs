using AdaSapSweep.TestSupport;
using Xunit;

namespace AdaSapSweep.EndToEnd.Tests;

public sealed class WhenTrialsShareADevice
{
    /// <summary>Pairs of attempts at two slots that were leased at the same time.</summary>
    private const string Together = """
        SELECT COUNT(*) FROM attempts a JOIN attempts b ON a.slot < b.slot
        WHERE a.started_at < COALESCE(b.ended_at, '9') AND b.started_at < COALESCE(a.ended_at, '9')
        """;

    [Fact]
    public async Task WithRoomForOneStage_TheyTakeTurns_AndTheSweepIsDone()
    {
        using var folder = new TemporaryFolder();
        var (sweep, store) = (TinySweep.WriteTo(folder.Path, ShortSweep.Text(trials: 3, epochs: 1)), folder["store.db"]);
        // A thousandth of a percent is less than any process takes.
        File.WriteAllText(folder["settings.conf"], "adasap.coordinator { devices = [\"cpu\"], slots-per-device = auto, most-slots-per-device = 2, device-memory-share = 0.00001 }");

        var run = await AdasapProgram.Run(["run", sweep, "--store", store, "--config", folder["settings.conf"]]);

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal(3, StoreFile.Count(store, "SELECT COUNT(*) FROM results WHERE state = 'succeeded'"));
        Assert.Equal(0, StoreFile.Count(store, Together));
        Assert.Equal(0, StoreFile.Count(store, "SELECT COUNT(*) FROM attempts WHERE COALESCE(json_extract(provenance, '$.stage_memory_bytes'), 0) < 1000000"));
        // On one processor there is one slot, which waits for nothing.
        Assert.Equal(Environment.ProcessorCount > 1, StoreFile.Count(store, "SELECT COUNT(*) FROM events WHERE name = 'waits-for-memory'") > 0);
    }
}
