using System.Globalization;
using AdaSapSweep.Coordinator.Tests.Scheduling.Simulation;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Scheduling;

/// <summary>
/// Sweeps under random deaths, cuts, pauses, hangs, lost and repeated messages, restarts of the coordinator, requests and edits. A failure
/// names its seed: ADASAP_SCHEDULE_SEED=N runs that schedule alone.
/// </summary>
public sealed class RandomSchedules
{
    private const int Schedules = 10_000;
    private const string SeedVariable = "ADASAP_SCHEDULE_SEED";

    [Fact]
    public void EveryTrialEnds_NothingRunsTwice_AndEveryPromiseHolds()
    {
        var told = Environment.GetEnvironmentVariable(SeedVariable);
        var only = told is null ? (int?)null : int.Parse(told, CultureInfo.InvariantCulture);
        var broken = new List<string>();
        for (var seed = only ?? 0; seed < (only + 1 ?? Schedules) && broken.Count < 5; seed++)
        {
            try
            {
                Run(seed, isReplay: only is not null);
            }
            catch (RuleBrokenException error)
            {
                broken.Add($"schedule {seed}: {error.Message}; again with {SeedVariable}={seed}");
            }
        }
        Assert.True(broken.Count == 0, string.Join('\n', broken));
    }

    private static void Run(int seed, bool isReplay)
    {
        var chance = new Chance(seed);
        var weather = Weather.Draw(chance);
        var tree = new RandomTree(chance);
        var world = new World(chance, weather, tree.Plan(), isReplay);
        new Storm(world, tree).Plan();
        world.Run();
    }
}
