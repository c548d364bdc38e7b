using AdaSapSweep.TestSupport;
using Xunit;

namespace AdaSapSweep.EndToEnd.Tests;

public sealed class WhenASweepIsInterrupted
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task ItDrains_SaysHowToGoOn_AndTheSameCommandFinishes(string signal)
    {
        using var folder = new TemporaryFolder();
        var sweep = TinySweep.WriteTo(folder.Path);
        var store = folder["store.db"];
        using (var program = AdasapProgram.Start(["run", sweep, "--store", store]))
        {
            await Eventually.True(() => File.Exists(store) && GpuActors.Of(store).Count == 2 && Leases(store) > 0, Patience, "a lease");
            program.Signal(signal);
            var stopped = await program.End();
            Assert.True(stopped.ExitCode == 130, stopped.ToString());
            Assert.Contains("the same command goes on", stopped.Errors, StringComparison.Ordinal);
            Assert.Equal(0, StoreFile.Count(store, "SELECT COUNT(*) FROM stages WHERE state = 'running'"));
            await Eventually.True(() => GpuActors.Of(store).Count == 0, Patience, "no process left behind");
        }
        var rest = await AdasapProgram.Run(["run", sweep, "--store", store]);
        Assert.True(rest.ExitCode == 0, rest.ToString());
    }

    [Fact]
    public async Task CtrlCInATerminal_ReachesTheGpuActorsToo_AndTheyStopAtACheckpointAllTheSame()
    {
        using var folder = new TemporaryFolder();
        var store = folder["store.db"];
        using var program = AdasapProgram.Start(["run", TinySweep.WriteTo(folder.Path), "--store", store]);
        await Eventually.True(() => File.Exists(store) && GpuActors.Of(store).Count == 2 && Leases(store) > 1, Patience, "a lease for each");
        foreach (var process in GpuActors.Of(store)) AdasapProgram.Signal(process, "INT");
        program.Signal("INT");
        var stopped = await program.End();
        Assert.True(stopped.ExitCode == 130, stopped.ToString());
        Assert.Equal(0, StoreFile.Count(store, "SELECT COUNT(*) FROM attempts WHERE failure_kind = 'lost'"));
    }

    [Fact]
    public async Task ASecondCoordinatorOnTheSameStore_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var sweep = TinySweep.WriteTo(folder.Path);
        var store = folder["store.db"];
        using var program = AdasapProgram.Start(["run", sweep, "--store", store]);
        await Eventually.True(() => File.Exists(store) && Leases(store) > 0, Patience, "a lease");
        var second = await AdasapProgram.Run(["run", sweep, "--store", store]);
        Assert.True(second.ExitCode == 2, second.ToString());
        Assert.Contains("coordinator", second.Errors, StringComparison.Ordinal);
    }

    private static long Leases(string store)
    {
        try
        {
            return StoreFile.Count(store, "SELECT COUNT(*) FROM attempts");
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            return 0;   // It is just being made.
        }
    }
}
