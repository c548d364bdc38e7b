using AdaSapSweep.TestSupport;
using Xunit;

namespace AdaSapSweep.EndToEnd.Tests;

public sealed class WhenASweepRuns
{
    [Fact]
    public async Task ItEndsWithATable_TheSecondTimeFromTheStore_AndAnotherStoreGetsTheSameNumbers()
    {
        using var folder = new TemporaryFolder();
        var sweep = TinySweep.WriteTo(folder.Path);
        var store = folder["a.db"];

        var first = await AdasapProgram.Run(["run", sweep, "--store", store]);
        Assert.True(first.ExitCode == 0, first.ToString());
        Assert.Contains("flying-bird", first.Output, StringComparison.Ordinal);
        Assert.Equal(TinySweep.Trials, StoreFile.Count(store, "SELECT COUNT(*) FROM results WHERE state = 'succeeded'"));
        Assert.Equal(1, StoreFile.Count(store, "SELECT COUNT(*) FROM stages WHERE kind = 'pretrain'"));
        Assert.Empty(StoreFile.Query(store, "SELECT name, rejection FROM measurements WHERE rejection IS NOT NULL"));

        var attempts = StoreFile.Count(store, "SELECT COUNT(*) FROM attempts");
        var second = await AdasapProgram.Run(["run", sweep, "--store", store]);
        Assert.True(second.ExitCode == 0, second.ToString());
        Assert.Equal(first.Output, second.Output);
        Assert.Equal(attempts, StoreFile.Count(store, "SELECT COUNT(*) FROM attempts"));

        var other = folder["b.db"];
        var again = await AdasapProgram.Run(["run", sweep, "--store", other, "--slots", "1"]);
        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.Equal(StoreFile.Numbers(store), StoreFile.Numbers(other));
    }

    [Fact]
    public async Task ATrialThatDiverges_FailsWithItsReason_AndTheOthersFinish()
    {
        using var folder = new TemporaryFolder();
        var store = folder["store.db"];
        var sweep = TinySweep.WriteTo(folder.Path, DivergingSweep.Text("0.05, 1e6"));
        var run = await AdasapProgram.Run(["run", sweep, "--store", store]);
        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Equal(["1|succeeded|", "2|failed|adversarial-train failed: "],
            StoreFile.Query(store, "SELECT number, state, SUBSTR(COALESCE(reason, ''), 1, 26) FROM results ORDER BY number").Select(l => l));
        Assert.Equal("diverged", StoreFile.Query(store, "SELECT DISTINCT failure_kind FROM attempts WHERE final = 1").Single());
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
    }
}
