using AdaSapSweep.TestSupport;
using Xunit;

namespace AdaSapSweep.EndToEnd.Tests;

public sealed class WhenProcessesAreKilled
{
    private const int Kills = 6;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task TheSameCommandGoesOn_NothingFinishedRunsAgain_AndTheNumbersAreThoseOfAnUndisturbedRun()
    {
        using var folder = new TemporaryFolder();
        var sweep = TinySweep.WriteTo(folder.Path);
        var (calm, stormy) = (folder["calm.db"], folder["stormy.db"]);
        var undisturbed = await AdasapProgram.Run(["run", sweep, "--store", calm]);
        Assert.True(undisturbed.ExitCode == 0, undisturbed.ToString());

        var random = new Random(1);
        var kills = 0;
        for (var round = 0; ; round++)
        {
            Assert.True(round < 50, "the sweep does not end");
            using var program = AdasapProgram.Start(["run", sweep, "--store", stormy]);
            // Each round lets a few more things happen in the store before it strikes, so that the blows fall all over the sweep.
            if (kills < Kills && await Strike(program, stormy, before: 2 + 3 * round, random)) kills++;
            var end = await program.End();
            if (end.ExitCode == 0) break;
            Assert.True(end.ExitCode == 137, end.ToString());
        }
        Assert.True(kills >= 3, $"only {kills} blows fell before the sweep was over");
        Assert.Equal(StoreFile.Numbers(calm), StoreFile.Numbers(stormy));
        Assert.Equal(0, StoreFile.Count(stormy, "SELECT COUNT(*) FROM (SELECT stage_key FROM attempts WHERE state = 'succeeded' GROUP BY stage_key HAVING COUNT(*) > 1)"));
    }

    /// <summary>Kills a GPU actor, the coordinator, or both. False: the sweep was over before.</summary>
    private static async Task<bool> Strike(AdasapProgram program, string store, int before, Random random)
    {
        var ready = false;
        await Eventually.True(() => program.HasExited || (ready = Happenings(store) >= before && program.GpuActors().Count > 0), Patience, $"{before} leases and epochs in the store");
        if (!ready) return false;
        var what = random.Next(3);
        foreach (var gpuActor in what == 0 ? program.GpuActors().Take(1) : what == 1 ? program.GpuActors() : []) AdasapProgram.Signal(gpuActor, "KILL");
        if (what > 0) program.Kill();
        return true;
    }

    private static long Happenings(string store)
    {
        try
        {
            return File.Exists(store) ? StoreFile.Count(store, "SELECT (SELECT COUNT(*) FROM attempts) + (SELECT COUNT(*) FROM epoch_metrics WHERE name = 'loss')") : 0;
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            return 0;   // It is just being made.
        }
    }
}
