using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Scheduling;

/// <summary>Sweeps under random deaths, cut-offs, lost and repeated messages, delays and drains. A failure names its seed.</summary>
public sealed class RandomSchedules
{
    private const int Schedules = 3_000;

    [Fact]
    public void EveryTrialEnds_NoStageIsHeldTwice_AndNothingFinishedRunsAgain()
    {
        var interrupted = 0;
        for (var seed = 0; seed < Schedules; seed++)
        {
            try
            {
                if (new RandomWorld(seed).Run()) interrupted++;
            }
            catch (Exception error)
            {
                Assert.Fail($"seed {seed}: {error.Message}");
            }
        }
        Assert.InRange(interrupted, Schedules / 20, Schedules / 2);
    }
}
