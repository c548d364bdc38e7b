using System.Globalization;

namespace AdaSapSweep.EndToEnd.Tests;

/// <summary>Every method on a few rendered images, with short stages: what is killed often still gets on.</summary>
internal static class EveryMethodSweep
{
    /// <summary>Leases, pauses and limits for processes that die all the time. For the coordinator and its GPU actors alike.</summary>
    public const string Settings = """
        adasap.coordinator {
          lease-length = 20s
          adoption-grace = 20s
          max-losses = 10000
          restart-delay = 50ms
          max-restarts = 10000
          tick-interval = 100ms
        }
        adasap.gpu-actor {
          look-interval = 100ms
          resend-interval = 300ms
          progress-interval = 200ms
        }
        """;

    public const int TrialsASeed = 6;

    /// <param name="seeds">Copies of the sweep, each with a seed of its own.</param>
    public static string Text(int seeds) => string.Create(CultureInfo.InvariantCulture, $$"""
        name: every-method
        seeds: [{{string.Join(", ", Enumerable.Range(1, seeds))}}]
        data: { name: shapes, train_images: 120, test_images: 40, image_size: 16 }
        training: { batch_size: 40, learning_rate: 0.05 }
        evaluation:
          batch_size: 40
          pgd_steps: 2
          attack_images: 20
          corruptions: [contrast]
          severities: [3]
          corruption_images: 20
          latency: false
        defaults: { architecture: resnet8, epochs: 3, attack_steps: 2 }
        grids:
          - method: [sgd, adversarial]
          - method: adasap
            pretrain_epochs: 3
            adapt_epochs: 1
            prune_epochs: 2
            robust_epochs: 1
            cuts: 2
            criterion: [l2, taylor]
            size_ratio: 0.5
          - method: [robust-bird, flying-bird]
            sparsity: 0.8
            search_epochs: 3
            update_interval: 2
        """);
}
