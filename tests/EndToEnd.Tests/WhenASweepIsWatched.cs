using AdaSapSweep.TestSupport;
using Xunit;

namespace AdaSapSweep.EndToEnd.Tests;

public sealed class WhenASweepIsWatched
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task FromAnotherProcess_ItIsFollowedToItsEnd_ThroughAPause()
    {
        using var folder = new TemporaryFolder();
        var sweep = TinySweep.WriteTo(folder.Path, ShortSweep.Text(trials: 2, epochs: 3));
        var store = folder["store.db"];
        using var first = AdasapProgram.Start(["run", sweep, "--store", store]);
        await Eventually.True(() => StoreFile.CountOf(store, "attempts") > 0, Patience, "a lease");
        using var watch = AdasapProgram.Start(["watch", "--store", store]);
        await Eventually.True(() => watch.Output.Contains("trials, ", StringComparison.Ordinal), Patience, "the first line on how far it is");
        first.Signal("INT");
        Assert.Equal(130, (await first.End()).ExitCode);
        await Eventually.True(() => watch.Output.Contains("nobody works on this sweep", StringComparison.Ordinal), Patience, "the pause is told");
        var rest = await AdasapProgram.Run(["run", sweep, "--store", store]);
        Assert.True(rest.ExitCode == 0, rest.ToString());
        var watched = await watch.End();
        Assert.True(watched.ExitCode == 0, watched.ToString());
        Assert.Contains("somebody works on this sweep again", watched.Output, StringComparison.Ordinal);
        Assert.EndsWith("sweep 'short' has ended: 2 of 2 trials succeeded; 'adasap results' shows them\n", watched.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', watched.Output);
        Assert.DoesNotContain('\e', rest.Errors);
    }
}
