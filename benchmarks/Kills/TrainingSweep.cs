using System.Globalization;

namespace AdaSapSweep.Benchmarks.Kills;

/// <summary>Stages of some seconds each, so that there is always training to be disturbed.</summary>
internal static class TrainingSweep
{
    public static string Text(int seeds) => string.Create(CultureInfo.InvariantCulture, $$"""
        name: training
        seeds: [{{string.Join(", ", Enumerable.Range(1, seeds))}}]
        data: { name: shapes, train_images: 1000, test_images: 400, image_size: 16 }
        training: { batch_size: 50, learning_rate: 0.1, augment: false }
        evaluation: { corruptions: [contrast], severities: [3], corruption_images: 200 }
        defaults: { architecture: resnet8, attack_steps: 3 }
        grids:
          - method: adasap
            criterion: [l2, taylor]
            size_ratio: [0.6, 0.4]
            pretrain_epochs: 10
            adapt_epochs: 1
            prune_epochs: 2
            robust_epochs: 3
            cuts: 5
          - method: [robust-bird, flying-bird]
            sparsity: [0.8, 0.9]
            epochs: 12
            search_epochs: 8
            update_interval: 20
        """);
}
