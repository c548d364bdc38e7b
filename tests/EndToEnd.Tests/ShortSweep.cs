using System.Globalization;

namespace AdaSapSweep.EndToEnd.Tests;

/// <summary>Trials that share nothing, of one training stage and one evaluation each: some seconds of work for each slot.</summary>
internal static class ShortSweep
{
    private static readonly string[] Sparsities = ["0.5", "0.6", "0.7", "0.75", "0.8", "0.85", "0.9", "0.95"];

    /// <param name="trials">At most 8.</param>
    /// <param name="epochs">Of each training stage.</param>
    public static string Text(int trials, int epochs) => string.Create(CultureInfo.InvariantCulture, $$"""
        name: short
        data: { name: shapes, train_images: 160, test_images: 40, image_size: 16 }
        training: { batch_size: 40, learning_rate: 0.05 }
        evaluation: { batch_size: 40, pgd_steps: 2, attack_images: 20, corruptions: [], latency: false }
        defaults: { architecture: resnet8, epochs: {{epochs}}, attack_steps: 1 }
        grids:
          - method: flying-bird
            sparsity: [{{string.Join(", ", Sparsities.Take(trials))}}]
            update_interval: 2
        """);
}
