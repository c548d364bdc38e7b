namespace AdaSapSweep.EndToEnd.Tests;

/// <summary>Trials that differ in the learning rate alone; at 1e6 a weight is soon no finite number.</summary>
internal static class DivergingSweep
{
    /// <param name="learningRates">A trial each, in this order.</param>
    public static string Text(string learningRates) => $$"""
        name: diverging
        data: { name: shapes, train_images: 80, test_images: 40, image_size: 16 }
        training: { batch_size: 40 }
        evaluation: { pgd_steps: 2, attack_images: 20, corruptions: [], latency: false }
        defaults: { architecture: resnet8, epochs: 2, attack_steps: 1 }
        grids:
          - method: adversarial
            learning_rate: [{{learningRates}}]
        """;
}
