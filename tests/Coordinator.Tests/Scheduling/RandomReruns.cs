using AdaSapSweep.Coordinator.Tests.Scheduling.Simulation;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Scheduling;

/// <summary>Sweeps that keep few artifacts, edited and retried: what runs is what is wanted and not done, and what that starts from and is gone.</summary>
public sealed class RandomReruns
{
    private const int Sequences = 500;

    [Fact]
    public void AreTheFewestThatTheDiskAllows()
    {
        var again = 0;
        for (var seed = 0; seed < Sequences; seed++)
        {
            try
            {
                again += new SparingSweep(new(seed)).Run();
            }
            catch (RuleBrokenException error)
            {
                Assert.Fail($"sequence {seed}: {error.Message}");
            }
        }
        // Some must really have had to run once more.
        Assert.True(again > Sequences, $"{again} stages ran again");
    }
}
