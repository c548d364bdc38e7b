using System.Globalization;
using System.Text;

namespace AdaSapSweep.Benchmarks.Orchestrator;

/// <summary>Sweep files of a wished size whose stages are never really run.</summary>
internal static class IdleSweep
{
    private const int MostSeeds = 1_000;

    /// <summary>Of two stages a trial, nothing shared.</summary>
    public static string OfTrials(int trials)
    {
        var seeds = Math.Min(trials, MostSeeds);
        var rates = (trials + seeds - 1) / seeds;
        var text = new StringBuilder("name: idle\nseeds: [")
            .AppendJoin(", ", Enumerable.Range(1, seeds))
            .Append("]\ndata: { name: shapes, train_images: 100, test_images: 100, image_size: 16 }\n")
            .Append("grids:\n  - method: sgd\n    architecture: resnet8\n    epochs: 1\n    learning_rate: [")
            .AppendJoin(", ", Enumerable.Range(1, rates).Select(i => (i / 10_000.0).ToString(CultureInfo.InvariantCulture)))
            .Append("]\n");
        return text.ToString();
    }
}
