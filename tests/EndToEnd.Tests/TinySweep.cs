namespace AdaSapSweep.EndToEnd.Tests;

/// <summary>All three methods on a handful of rendered images: seconds, not minutes.</summary>
internal static class TinySweep
{
    public const string Text = """
        name: tiny
        seeds: [1]
        data: { name: shapes, train_images: 120, test_images: 60, image_size: 16 }
        training: { batch_size: 40, learning_rate: 0.05 }
        evaluation:
          batch_size: 60
          pgd_steps: 3
          attack_images: 30
          corruptions: [gaussian_noise, contrast]
          severities: [1, 5]
          corruption_images: 30
        defaults: { architecture: resnet8, epochs: 3, attack_steps: 2 }
        grids:
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
        """;

    /// <summary>Trials and distinct stages of the sweep: a dense prefix shared by two, then 4 stages each; 3 and 2 for the sparse methods.</summary>
    public const int Trials = 4;

    public static string WriteTo(string folder, string text = Text)
    {
        var path = Path.Combine(folder, "sweep.yaml");
        File.WriteAllText(path, text);
        return path;
    }
}
