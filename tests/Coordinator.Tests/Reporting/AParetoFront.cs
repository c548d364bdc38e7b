using AdaSapSweep.Coordinator.Reporting;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Reporting;

public sealed class AParetoFront
{
    [Fact]
    public void HasWhatNothingBeats() =>
        Assert.Equal([3, 0, 4], ParetoFront.Of([(20, 0.5), (30, 0.4), (20, 0.45), (10, 0.3), (40, 0.9), (50, 0.9), (10, 0.3)]));

    [Fact]
    public void OfNothing_IsEmpty() => Assert.Empty(ParetoFront.Of([]));

    [Fact]
    public void AgreesWithItsDefinition_OnRandomPoints()
    {
        var random = new Random(1);
        for (var round = 0; round < 50; round++)
        {
            var points = Enumerable.Range(0, 30).Select(_ => ((double)random.Next(12), (double)random.Next(12))).ToList();
            var expected = points.Where(p => !points.Any(o => (o.Item1 <= p.Item1 && o.Item2 > p.Item2) || (o.Item1 < p.Item1 && o.Item2 >= p.Item2))).Distinct().Order();
            Assert.Equal(expected, ParetoFront.Of(points).Select(i => points[i]));
        }
    }
}
