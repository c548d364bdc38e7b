using System.Diagnostics;
using AdaSapSweep.EndToEnd.Tests;

namespace AdaSapSweep.Benchmarks.Kills;

/// <summary>The chaos test of tests/EndToEnd.Tests over a longer sweep and with more blows.</summary>
internal static class ChaosBenchmark
{
    private const int KillsASeed = 30;

    /// <param name="seed">Of moments and victims.</param>
    public static async Task<int> RunAsync(int kills, int seed)
    {
        using var ground = new Ground(EveryMethodSweep.Text(Math.Max(1, kills / KillsASeed)), EveryMethodSweep.Settings);
        var calm = await ground.RunCalmAsync();
        var watch = Stopwatch.StartNew();
        var storm = new RandomKills(ground.Stormy, ground.Command(ground.Stormy), RandomKills.WorkDone(ground.Calm), kills, seed);
        await storm.RunAsync();
        var stormy = watch.Elapsed.TotalSeconds;

        var store = ground.Stormy;
        var table = new Table($"{kills} kills at random moments, seed {seed}.");
        foreach (var victim in storm.Struck.GroupBy(v => v).OrderBy(g => g.Key)) table.Row($"kills of {Name(victim.Key)}", $"{victim.Count()}");
        table.Row("trials", $"{StoreFile.CountOf(store, "sweep_trials")}");
        table.Row("stages", $"{StoreFile.CountOf(store, "stages")}");
        foreach (var end in StoreFile.Query(store, "SELECT COALESCE(failure_kind, state), COUNT(*) FROM attempts GROUP BY 1 ORDER BY 2 DESC"))
            table.Row($"attempts: {end.Split('|')[0]}", $"{end.Split('|')[1]}");
        table.Row("wall time undisturbed", $"{calm:F0} s");
        table.Row("wall time with kills", $"{stormy:F0} s");
        var missing = StoreFile.NotDoneOnce(store);
        table.Row("stages that did not succeed exactly once", $"{missing}", "0", missing == 0);
        var open = StoreFile.CountOf(store, "sweep_trials WHERE state <> 'succeeded'");
        table.Row("trials that did not succeed", $"{open}", "0", open == 0);
        var (expected, numbers) = (StoreFile.Numbers(ground.Calm), StoreFile.Numbers(store));
        var different = expected.Except(numbers).Count() + numbers.Except(expected).Count();
        table.Row("numbers and hashes compared", $"{expected.Count}");
        table.Row("of these different from the undisturbed run", $"{different}", "0", different == 0);
        return table.ExitCode;
    }

    private static string Name(Victim victim) => victim switch
    {
        Victim.Coordinator => "the coordinator",
        Victim.GpuActor => "a GPU actor",
        Victim.All => "all processes at once",
        _ => throw new ArgumentOutOfRangeException(nameof(victim), victim, "not a victim"),
    };
}
