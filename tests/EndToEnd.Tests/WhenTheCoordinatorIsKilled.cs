using AdaSapSweep.TestSupport;
using Xunit;

namespace AdaSapSweep.EndToEnd.Tests;

public sealed class WhenTheCoordinatorIsKilled
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task ItsGpuActorsGoOn_TheNextOneTakesThemOver_AndNothingRunsTwice()
    {
        using var folder = new TemporaryFolder();
        var sweep = TinySweep.WriteTo(folder.Path, ShortSweep.Text(trials: 4, epochs: 6));
        var (calm, killed) = (folder["calm.db"], folder["killed.db"]);
        var undisturbed = await AdasapProgram.Run(["run", sweep, "--store", calm]);
        Assert.True(undisturbed.ExitCode == 0, undisturbed.ToString());

        IReadOnlyDictionary<string, int> before;
        using (var first = AdasapProgram.Start(["run", sweep, "--store", killed]))
        {
            await Eventually.True(() => StoreFile.CountOf(killed, "epoch_metrics WHERE name = 'loss'") > 1, Patience, "the first epochs");
            before = GpuActors.Slots(killed);
            Assert.Equal(2, before.Count);
            first.Kill();
            Assert.Equal(137, (await first.End()).ExitCode);
        }
        var recorded = StoreFile.CountOf(killed, "artifacts");
        await Eventually.True(() => Artifacts(killed) > recorded, Patience, "a stage that ends while there is no coordinator");
        Assert.Equal(before, GpuActors.Slots(killed));

        using (var second = AdasapProgram.Start(["run", sweep, "--store", killed]))
        {
            await Eventually.True(() => StoreFile.CountOf(killed, "artifacts") > recorded, Patience, "the result to be delivered");
            Assert.Equal(before, GpuActors.Slots(killed));
            var end = await second.End();
            Assert.True(end.ExitCode == 0, end.ToString());
        }
        Assert.Equal(StoreFile.Numbers(calm), StoreFile.Numbers(killed));
        Assert.DoesNotContain(StoreFile.Steps(calm), line => line.EndsWith("|0", StringComparison.Ordinal) || line.EndsWith('|'));
        Assert.Equal(StoreFile.Steps(calm), StoreFile.Steps(killed));
        // One that was given ahead may have gone to the other slot unbegun.
        Assert.Empty(StoreFile.Query(killed, "SELECT stage_key, number, slot, failure_reason FROM attempts WHERE state = 'failed' AND failure_reason NOT LIKE 'not begun%'"));
        Assert.Empty(GpuActors.Of(killed));
    }

    [Fact]
    public async Task OneThatIsStartedOtherwise_EndsThoseThatItCannotUse()
    {
        using var folder = new TemporaryFolder();
        var sweep = TinySweep.WriteTo(folder.Path, ShortSweep.Text(trials: 3, epochs: 6));
        var store = folder["store.db"];
        IReadOnlyDictionary<string, int> before;
        using (var first = AdasapProgram.Start(["run", sweep, "--store", store]))
        {
            await Eventually.True(() => StoreFile.CountOf(store, "epoch_metrics WHERE name = 'loss'") > 1, Patience, "the first epochs");
            before = GpuActors.Slots(store);
            first.Kill();
            await first.End();
        }
        using var second = AdasapProgram.Start(["run", sweep, "--store", store, "--slots", "1"]);
        await Eventually.True(() => second.HasExited || GpuActors.Of(store).Count == 1, Patience, "one of two to end");
        Assert.Equal(before["cpu/1"], GpuActors.Slots(store)["cpu/1"]);
        var end = await second.End();
        Assert.True(end.ExitCode == 0, end.ToString());
    }

    [Fact]
    public async Task AndEveryGpuActorToo_TheNextRunFinishes_AtOnce()
    {
        using var folder = new TemporaryFolder();
        var sweep = TinySweep.WriteTo(folder.Path, ShortSweep.Text(trials: 2, epochs: 3));
        var store = folder["store.db"];
        using (var first = AdasapProgram.Start(["run", sweep, "--store", store]))
        {
            await Eventually.True(() => StoreFile.CountOf(store, "epoch_metrics WHERE name = 'loss'") > 1, Patience, "the first epochs");
            first.Kill();
            GpuActors.Kill(store);
            await first.End();
        }
        var end = await AdasapProgram.Run(["run", sweep, "--store", store]);
        Assert.True(end.ExitCode == 0, end.ToString());
        // Their leases did not have to run out: it was seen that they are gone.
        Assert.DoesNotContain(StoreFile.Query(store, "SELECT DISTINCT failure_reason FROM attempts WHERE failure_kind = 'lost'"), reason => !reason.Contains("process is gone", StringComparison.Ordinal));
        Assert.NotEqual(0, StoreFile.CountOf(store, "attempts WHERE failure_kind = 'lost'"));
        Assert.Empty(GpuActors.Of(store));
    }

    private static int Artifacts(string store) => Directory.EnumerateFiles(store + ".artifacts", "*.safetensors", SearchOption.AllDirectories)
        .Count(file => !file.EndsWith(".checkpoint.safetensors", StringComparison.Ordinal));
}
