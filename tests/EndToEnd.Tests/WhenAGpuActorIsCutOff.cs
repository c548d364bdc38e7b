using AdaSapSweep.TestSupport;
using Xunit;

namespace AdaSapSweep.EndToEnd.Tests;

public sealed class WhenAGpuActorIsCutOff
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task ItsOnlySlotComesBackWithItsStage_AndNothingIsLost()
    {
        using var folder = new TemporaryFolder();
        var (store, settings) = (folder["store.db"], folder["fast.conf"]);
        await File.WriteAllTextAsync(settings, """
            akka.cluster.failure-detector { heartbeat-interval = 300ms, acceptable-heartbeat-pause = 1s }
            akka.cluster.split-brain-resolver.stable-after = 1s
            """, TestContext.Current.CancellationToken);
        using var program = AdasapProgram.Start(
            ["run", TinySweep.WriteTo(folder.Path), "--store", store, "--slots", "1", "--config", settings, "--gpu-actor-config", settings]);
        await Eventually.True(() => File.Exists(store) && program.GpuActors().Count == 1 && Count(store, "attempts") > 0, Patience, "a lease");
        var cutOff = program.GpuActors().Single();
        AdasapProgram.Signal(cutOff, "STOP");
        await Eventually.True(() => Count(store, "events WHERE name = 'slot-left'") > 0, Patience, "the slot to be missed");
        AdasapProgram.Signal(cutOff, "CONT");
        var end = await program.End();
        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.Equal(0, Count(store, "attempts WHERE failure_kind = 'lost'"));
    }

    private static long Count(string store, string what)
    {
        try
        {
            return StoreFile.Count(store, $"SELECT COUNT(*) FROM {what}");
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            return 0;   // It is just being made.
        }
    }
}
