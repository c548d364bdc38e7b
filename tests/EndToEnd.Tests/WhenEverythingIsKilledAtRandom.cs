using AdaSapSweep.TestSupport;
using Xunit;

namespace AdaSapSweep.EndToEnd.Tests;

public sealed class WhenEverythingIsKilledAtRandom
{
    private const int Blows = 30;

    [Fact]
    public async Task TheNumbersAreThoseOfAnUndisturbedRun_AndEveryStageSucceedsOnce()
    {
        using var folder = new TemporaryFolder();
        var (sweep, settings) = (TinySweep.WriteTo(folder.Path, EveryMethodSweep.Text(seeds: 1)), folder["settings.conf"]);
        await File.WriteAllTextAsync(settings, EveryMethodSweep.Settings, TestContext.Current.CancellationToken);
        var (calm, stormy) = (folder["calm.db"], folder["stormy.db"]);
        var undisturbed = await AdasapProgram.Run(Command(calm));
        Assert.True(undisturbed.ExitCode == 0, undisturbed.ToString());

        var kills = new RandomKills(stormy, Command(stormy), RandomKills.WorkDone(calm), Blows, seed: 1);
        try
        {
            await kills.RunAsync();
            await GpuActors.Gone(stormy);
        }
        finally
        {
            GpuActors.Kill(stormy);
        }

        Assert.Equal(Blows, kills.Struck.Count);
        Assert.Equal(Enum.GetValues<Victim>(), kills.Struck.Distinct().Order());
        Assert.Equal(StoreFile.Numbers(calm), StoreFile.Numbers(stormy));
        Assert.Equal(0, StoreFile.NotDoneOnce(stormy));
        Assert.Equal(0, StoreFile.CountOf(stormy, "attempts WHERE state = 'running'"));
        Assert.Equal(EveryMethodSweep.TrialsASeed, StoreFile.CountOf(stormy, "sweep_trials WHERE state = 'succeeded'"));

        string[] Command(string store) => ["run", sweep, "--store", store, "--config", settings, "--gpu-actor-config", settings];
    }
}
