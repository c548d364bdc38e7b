using AdaSapSweep.EndToEnd.Tests;
using AdaSapSweep.Shared.Telemetry;
using AdaSapSweep.TestSupport;
using Microsoft.Data.Sqlite;

namespace AdaSapSweep.Benchmarks.Kills;

/// <summary>A GPU actor is stopped with SIGSTOP until its lease is lost and another has done its stage, and then continued.</summary>
internal static class SigstopBenchmark
{
    private const string Settings = """
        adasap.coordinator.lease-length = 3s
        adasap.gpu-actor.progress-interval = 500ms
        """;

    private const string Slot = "cpu/1";
    private const double LongestPause = 1;
    private static readonly TimeSpan ThreeLeases = TimeSpan.FromSeconds(9);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static async Task<int> RunAsync()
    {
        using var ground = new Ground(TrainingSweep.Text(seeds: 1), Settings);
        await ground.RunCalmAsync();
        var store = ground.Stormy;
        using var program = AdasapProgram.Start(ground.Command(store));
        var stage = "";
        // An epoch in the store says that the stage is under way.
        await Eventually.True(() => (stage = Text(store, $"SELECT stage_key FROM attempts WHERE slot = '{Slot}' AND state = 'running' AND progressed_at IS NOT NULL")) != "", Patience, "a stage under way");
        var process = GpuActors.Slots(store)[Slot];
        AdasapProgram.Signal(process, "STOP");
        await Task.Delay(ThreeLeases);
        await Eventually.True(() => Text(store, $"SELECT state FROM stages WHERE key = '{stage}'") == "succeeded", Patience, "another GPU actor to do the stage");
        var continued = TimeProvider.System.GetUtcNow();
        AdasapProgram.Signal(process, "CONT");
        await Eventually.True(() => Text(store, Refusal(stage)) != "", Patience, "the late report");
        var refusal = Text(store, Refusal(stage));
        var lives = GpuActors.Slots(store).GetValueOrDefault(Slot) == process;
        await Ground.EndWell(program);

        var nanoseconds = (ulong)(continued - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
        var next = StageSpans.Of(store).Where(s => (string?)s.Attributes[TelemetryAttributes.Slot] == Slot && s.StartNanoseconds >= nanoseconds).Min(s => s.StartNanoseconds);
        var pause = (next - nanoseconds) / 1e9;
        var table = new Table("A GPU actor stopped for three leases of 3 s while another does its stage, then continued.");
        table.Row("its late report", $"refused: {refusal}", "refused", refusal != "");
        table.Row("its process after that", $"{(lives ? "alive" : "gone")}", "alive", lives);
        table.Row("from its continuation to the beginning of its next stage", $"{pause:F2} s", "at most 1 s", pause <= LongestPause);
        var results = StoreFile.CountOf(store, $"attempts WHERE stage_key = '{stage}' AND state = 'succeeded'");
        table.Row("results of the stage", $"{results}", "1", results == 1);
        var same = StoreFile.Numbers(ground.Calm).SequenceEqual(StoreFile.Numbers(store));
        table.Row("results of the sweep equal those of an undisturbed run", $"{(same ? "bit for bit" : "no")}", "bit for bit", same);
        return table.ExitCode;
    }

    private static string Refusal(string stage) => $"SELECT detail FROM events WHERE name = 'report-refused' AND stage_key = '{stage}'";

    /// <summary>Empty when there is none, or no store yet.</summary>
    private static string Text(string store, string sql)
    {
        try
        {
            return File.Exists(store) && StoreFile.Query(store, sql) is [var first, ..] ? first : "";
        }
        catch (SqliteException)
        {
            return "";   // It is just being made.
        }
    }
}
