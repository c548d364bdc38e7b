using AdaSapSweep.Training.Pruning;
using Xunit;

namespace AdaSapSweep.Training.Tests.Pruning;

public sealed class TheKnapsack
{
    [Fact]
    public void KeepsWhatTheExampleKeeps()
    {
        double[][] scores = [[9, 6, 3, 1], [8, 7, 2, 2]];
        int[][] costs = [[4, 1, 4, 1], [3, 3, 3, 3]];

        var taken = Knapsack(scores, costs, 14).Taken(14);

        Assert.Equal([2, 3], taken);
        Assert.Equal(32, Value(scores, taken));
    }

    [Fact]
    public void FindsTheBestOfAllChoices_UnderEveryCapacity()
    {
        var random = new Random(3);
        for (var trial = 0; trial < 30; trial++)
        {
            var scores = Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, 4).Select(_ => (double)random.Next(1, 20)).OrderDescending().ToArray()).ToArray();
            var costs = scores.Select(s => s.Select(_ => random.Next(0, 6)).ToArray()).ToArray();
            var knapsack = Knapsack(scores, costs, 30);
            for (var capacity = 0; capacity <= 30; capacity++)
            {
                var taken = knapsack.Taken(capacity);
                Assert.InRange(Cost(costs, taken), 0, capacity);
                Assert.Equal(All(scores).Where(t => Cost(costs, t) <= capacity).Max(t => Value(scores, t)), Value(scores, taken));
            }
        }
    }

    private static PrefixKnapsack Knapsack(double[][] scores, int[][] costs, int capacity) =>
        new(scores, [.. costs.Select(c => Enumerable.Range(0, c.Length + 1).Select(k => c[..k].Sum()).ToArray())], capacity);

    private static IEnumerable<int[]> All(double[][] scores) =>
        from a in Enumerable.Range(0, scores[0].Length + 1)
        from b in Enumerable.Range(0, scores[1].Length + 1)
        from c in Enumerable.Range(0, scores[2].Length + 1)
        select new[] { a, b, c };

    private static double Value(double[][] scores, int[] taken) => taken.Select((k, g) => scores[g][..k].Sum()).Sum();

    private static int Cost(int[][] costs, int[] taken) => taken.Select((k, g) => costs[g][..k].Sum()).Sum();
}
