using AdaSapSweep.TestSupport;
using Xunit;

namespace AdaSapSweep.EndToEnd.Tests;

/// <summary>What a user does with images of their own, by the verbs alone.</summary>
public sealed class WhenTheDataIsAFolderOfImages
{
    private const string Text = """
        name: own-images
        data: { name: image-folder, image_size: 16 }
        training: { batch_size: 12, learning_rate: 0.05 }
        evaluation: { pgd_steps: 0, corruptions: [], latency: false }
        defaults: { architecture: resnet8 }
        grids:
          - { method: sgd, epochs: 2 }
          - { method: adasap, pretrain_epochs: 2, adapt_epochs: 1, prune_epochs: 1, robust_epochs: 1, cuts: 1, size_ratio: 0.6 }
        """;

    [Fact]
    public async Task ItIsChecked_TrainedOn_AndRecognisedTheNextTime()
    {
        using var folder = new TemporaryFolder();
        var (images, store) = (folder["images"], folder["store.db"]);
        PngFiles.Write(images, train: 12, test: 4);

        var check = await AdasapProgram.Run(["data", "verify", "image-folder", "--data", images]);
        Assert.True(check.ExitCode == 0, check.ToString());
        Assert.Contains("48 images", check.Errors, StringComparison.Ordinal);

        string[] command = ["run", TinySweep.WriteTo(folder.Path, Text), "--store", store, "--data", images, "--slots", "1"];
        var run = await AdasapProgram.Run(command);
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal(["adasap|succeeded", "sgd|succeeded"], StoreFile.Query(store, "SELECT method, state FROM results ORDER BY method"));
        // Training images and test images, decoded once each; and what the folder looked like.
        Assert.Equal(2, Directory.GetFiles(store + ".images", "*-16.bin").Length);
        Assert.Single(Directory.GetFiles(Path.Combine(store + ".images", "fingerprints")));
        var attempts = StoreFile.Query(store, "SELECT COUNT(*) FROM attempts");

        var again = await AdasapProgram.Run(command);
        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.Equal(attempts, StoreFile.Query(store, "SELECT COUNT(*) FROM attempts"));
    }
}
