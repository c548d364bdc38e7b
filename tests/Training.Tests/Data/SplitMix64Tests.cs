using AdaSapSweep.Training.Data;
using Xunit;

namespace AdaSapSweep.Training.Tests.Data;

public class A_generator
{
    [Fact]
    public void Gives_the_published_numbers_for_seed_1234567()
    {
        var random = new SplitMix64(1234567);
        Assert.Equal([6457827717110365317UL, 3203168211198807973UL, 9817491932198370423UL], [random.Next(), random.Next(), random.Next()]);
    }

    [Fact]
    public void Gives_another_stream_for_another_path()
    {
        long[][] paths = [[1, 2], [2, 1], [1, 2, 0], [1, 3], [0, 2], [1]];
        Assert.Equal(paths.Length, paths.Select(path => SplitMix64.For(path).Next()).Distinct().Count());
        Assert.Equal(SplitMix64.For(1, 2).Next(), SplitMix64.For(1, 2).Next());
    }

    [Fact]
    public void Draws_every_number_below_a_bound_about_as_often()
    {
        var random = new SplitMix64(5);
        var counts = new int[7];
        for (var i = 0; i < 70_000; i++) counts[random.Below(7)]++;
        Assert.All(counts, count => Assert.InRange(count, 9_600, 10_400));
    }

    [Fact]
    public void Draws_normals_with_mean_0_and_deviation_1()
    {
        var random = new SplitMix64(6);
        double sum = 0, squares = 0;
        for (var i = 0; i < 100_000; i++)
        {
            var value = random.NextNormal();
            sum += value;
            squares += value * value;
        }
        Assert.InRange(sum / 100_000, -0.02, 0.02);
        Assert.InRange(squares / 100_000, 0.98, 1.02);
    }

    [Fact]
    public void Samples_without_replacement_and_without_preference()
    {
        var random = new SplitMix64(7);
        var hits = new int[10];
        for (var i = 0; i < 10_000; i++)
        {
            int[] items = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
            random.ShuffleFront(items.AsSpan(), 3);
            Assert.Equal(10, items.Distinct().Count());
            foreach (var item in items[..3]) hits[item]++;
        }
        Assert.All(hits, hit => Assert.InRange(hit, 2_800, 3_200));
    }
}
