using AdaSapSweep.Stages;
using AdaSapSweep.Training.Attacks;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Attacks;

/// <summary>Worked example E6 of the reference, and every way of putting coordinates to a bound.</summary>
public class TheShiftOntoAPlaneInTheBox
{
    [Theory]
    [InlineData(new[] { .5, .4, .6, .2 }, new[] { 1, -2, .5, 0 }, -.3, new[] { -.085714, .085714, -.085714, 0 }, new[] { -.057143, .114286, -.028571, 0 })]
    [InlineData(new[] { .5, .4, .6, .05 }, new[] { 1, -2, .5, 1 }, -.6, new[] { -.171429, .171429, -.171429, -.05 }, new[] { -.114286, .228571, -.057143, -.05 })]
    [InlineData(new[] { 0, 1, .3, .7 }, new[] { 1, -1, .5, -1 }, -1.5, new[] { .014286, -.014286, .014286, -.014286 }, new[] { .015385, -.015385, .007692, -.015385 })]
    [InlineData(new[] { .5, .4, .6, .2 }, new[] { 1, -2, .5, 0 }, 1, new[] { .285714, -.285714, .285714, 0 }, new[] { .190476, -.380952, .095238, 0 })]
    [InlineData(new[] { .5, .4, .6, .2 }, new[] { 1, -2, .5, 0 }, -2.5, new[] { -.5, .6, -.6, 0 }, new[] { -.5, .6, -.6, 0 })]
    [InlineData(new[] { .5, .4, .6, .2 }, new[] { 1, -2, .5, 0 }, 0, new double[] { 0, 0, 0, 0 }, new double[] { 0, 0, 0, 0 })]
    [InlineData(new[] { .5, .4 }, new double[] { 0, 0 }, 1, new double[] { 0, 0 }, new double[] { 0, 0 })]
    [InlineData(new[] { .5 }, new double[] { 2 }, .4, new[] { -.3 }, new[] { -.3 })]
    public void IsTheReferences(double[] point, double[] weights, double plane, double[] linf, double[] l2)
    {
        Close(linf, Shift(Norms.LInf, point, weights, plane));
        Close(l2, Shift(Norms.L2, point, weights, plane));
    }

    [Fact]
    public void IsTheSmallestOne()
    {
        var random = new Random(7);
        for (var trial = 0; trial < 200; trial++)
        {
            var d = random.Next(1, 5);
            double[] point = [.. Enumerable.Range(0, d).Select(_ => Math.Clamp(random.NextDouble() * 1.4 - .2, 0, 1))];
            double[] weights = [.. Enumerable.Range(0, d).Select(_ => random.Next(5) == 0 ? 0 : random.NextDouble() * 2 - 1)];
            double[] other = [.. Enumerable.Range(0, d).Select(_ => random.NextDouble())];
            var plane = Dot(weights, other); // the box meets it at the other point
            foreach (var norm in AttackToys.BothNorms)
            {
                var shift = Shift(norm, point, weights, plane);
                Assert.Equal(plane, Dot(weights, [.. point.Zip(shift, (p, s) => p + s)]), 1e-9);
                Assert.All(point.Zip(shift), p => Assert.InRange(p.First + p.Second, -1e-12, 1 + 1e-12));
                var size = norm == Norms.LInf ? shift.Max(Math.Abs) : Math.Sqrt(Dot(shift, shift));
                Assert.Equal(norm == Norms.LInf ? SmallestCube(point, weights, plane) : ShortestOfAllActiveSets(point, weights, plane), size, 1e-9);
            }
        }
    }

    /// <summary>Half the side of the smallest cube around the point, cut by the box, that has corners on both sides of the plane.</summary>
    private static double SmallestCube(double[] point, double[] weights, double plane)
    {
        var (low, high) = (0.0, 1.0);
        for (var step = 0; step < 60; step++)
        {
            var half = (low + high) / 2;
            var corners = Enumerable.Range(0, 1 << point.Length).Select(bits => Dot(
                weights, [.. point.Select((p, i) => (bits >> i & 1) == 0 ? Math.Max(p - half, 0) : Math.Min(p + half, 1))])).ToArray();
            if (corners.Min() <= plane && plane <= corners.Max()) high = half;
            else low = half;
        }
        return high;
    }

    /// <summary>Each coordinate at 0, at 1 or free, in all combinations; the free ones move along the normal.</summary>
    private static double ShortestOfAllActiveSets(double[] point, double[] weights, double plane)
    {
        var best = double.PositiveInfinity;
        var combinations = (int)Math.Pow(3, point.Length);
        for (var code = 0; code < combinations; code++)
        {
            var state = Enumerable.Range(0, point.Length).Select(i => code / (int)Math.Pow(3, i) % 3).ToArray();
            double[] at = [.. point.Select((p, i) => state[i] == 2 ? p : state[i])];
            var square = weights.Where((_, i) => state[i] == 2).Sum(w => w * w);
            var missing = plane - Dot(weights, at);
            if (square == 0 && Math.Abs(missing) > 1e-12) continue;
            if (square > 0) at = [.. at.Select((p, i) => state[i] == 2 ? p + missing * weights[i] / square : p)];
            if (at.Any(p => p is < -1e-12 or > 1 + 1e-12)) continue;
            best = Math.Min(best, Math.Sqrt(at.Zip(point).Sum(pair => (pair.First - pair.Second) * (pair.First - pair.Second))));
        }
        return best;
    }

    private static double[] Shift(string norm, double[] point, double[] weights, double plane)
    {
        using var scope = NewDisposeScope();
        var excess = plane == 0 ? 0 : Dot(weights, point) - plane;
        return Tiny.Numbers(PlaneAndBox.Shift(new Ball(norm, 1), tensor(point).unsqueeze(0), tensor(weights).unsqueeze(0), tensor(new[] { excess })));
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b).Sum(pair => pair.First * pair.Second);

    private static void Close(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 6e-7);
    }
}
