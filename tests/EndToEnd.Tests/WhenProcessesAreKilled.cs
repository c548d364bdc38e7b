using AdaSapSweep.TestSupport;
using Xunit;

namespace AdaSapSweep.EndToEnd.Tests;

public sealed class WhenProcessesAreKilled
{
    private const int Blows = 8;
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
        var blows = 0;
        for (var run = 0; ; run++)
        {
            Assert.True(run <= Blows, "the sweep does not end");
            using var program = AdasapProgram.Start(["run", sweep, "--store", stormy]);
            // Each blow waits until a few more things have happened, so that the blows fall all over the sweep.
            while (blows < Blows && await Strike(program, stormy, after: 3 * (blows + 1), random)) blows++;
            var end = await program.End();
            if (end.ExitCode == 0) break;
            Assert.True(end.ExitCode == 137, end.ToString());
        }
        Assert.Equal(Blows, blows);
        Assert.Equal(StoreFile.Numbers(calm), StoreFile.Numbers(stormy));
        Assert.Equal(0, StoreFile.Count(stormy, "SELECT COUNT(*) FROM (SELECT stage_key FROM attempts WHERE state = 'succeeded' GROUP BY stage_key HAVING COUNT(*) > 1)"));
    }

    /// <summary>Kills a GPU actor, the coordinator, or both. False: the coordinator is gone, by this blow or an earlier one, or by itself.</summary>
    private static async Task<bool> Strike(AdasapProgram program, string store, int after, Random random)
    {
        await Eventually.True(() => program.HasExited || (Happenings(store) >= after && GpuActors.Of(store).Count > 0), Patience, $"{after} leases and epochs in the store");
        if (program.HasExited) return false;
        var victims = GpuActors.Of(store).Take(1 + random.Next(2)).ToList();
        var what = random.Next(3);
        if (what > 0) program.Kill();
        if (what < 2) victims.ForEach(v => AdasapProgram.Signal(v, "KILL"));
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
