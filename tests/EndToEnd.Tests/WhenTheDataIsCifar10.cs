using System.Globalization;
using AdaSapSweep.TestSupport;
using Xunit;

namespace AdaSapSweep.EndToEnd.Tests;

/// <summary>On real images, where the machine has them: a folder shared/data/cifar-10-batches-bin beside the repository or beside a folder above it.</summary>
public sealed class WhenTheDataIsCifar10
{
    private const int RecordBytes = 3073;
    private const int PretrainEpochs = 3;
    private const double SizeRatio = 0.5;
    private const double Sparsity = 0.8;

    private const string Text = """
        name: cifar10-tiny
        data: { name: cifar10, train_images: 1000, test_images: 200 }
        training: { batch_size: 50, learning_rate: 0.05 }
        evaluation: { pgd_steps: 3, epsilon: 2/255, step_size: 1/255, attack_images: 100, corruptions: [contrast], severities: [1], corruption_images: 100, latency: false }
        defaults: { architecture: resnet8, attack_steps: 1, attack_epsilon: 2/255, attack_step_size: 2/255 }
        grids:
          - { method: adasap, pretrain_epochs: 3, adapt_epochs: 1, prune_epochs: 2, robust_epochs: 1, cuts: 3, size_ratio: 0.5 }
          - { method: [robust-bird, flying-bird], sparsity: 0.8, epochs: 2, search_epochs: 2, update_interval: 10 }
        """;

    [Fact]
    public async Task EveryMethodLearns_AndKeepsWhatWasAskedFor()
    {
        using var folder = new TemporaryFolder();
        var store = folder["store.db"];
        var run = await AdasapProgram.Run(["run", TinySweep.WriteTo(folder.Path, Text), "--store", store, "--data", Images()]);
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal(["adasap|succeeded", "flying-bird|succeeded", "robust-bird|succeeded"], StoreFile.Query(store, "SELECT method, state FROM results ORDER BY method"));
        Assert.Empty(StoreFile.Query(store, "SELECT name, rejection FROM measurements WHERE rejection IS NOT NULL"));

        var losses = Numbers(store, "SELECT value FROM epoch_metrics m JOIN stages s ON s.key = m.stage_key WHERE s.kind = 'pretrain' AND m.name = 'loss' ORDER BY epoch");
        Assert.Equal(PretrainEpochs, losses.Count);
        Assert.True(losses[^1] < losses[0], string.Join(", ", losses));

        Assert.InRange(Numbers(store, Measured("parameter_ratio", "adasap")).Single(), SizeRatio * 0.98, SizeRatio * 1.02);
        var sparsities = Numbers(store, Measured("sparsity", "robust-bird", "flying-bird"));
        Assert.Equal(2, sparsities.Count);
        Assert.All(sparsities, s => Assert.Equal(Sparsity, s, 0.001));

        var robust = Numbers(store, Measured("pgd_accuracy", "adasap", "robust-bird", "flying-bird"));
        var clean = Numbers(store, Measured("clean_accuracy_attacked", "adasap", "robust-bird", "flying-bird"));
        Assert.Equal(3, robust.Count);
        Assert.All(robust.Zip(clean), pair => Assert.True(pair.First <= pair.Second, $"{pair}"));
    }

    [Fact]
    public async Task AFolderThatIsNotThere_IsNamed_WithAWayToGetTheData()
    {
        using var folder = new TemporaryFolder();
        var missing = folder["nothing"];
        var run = await AdasapProgram.Run(["run", TinySweep.WriteTo(folder.Path, Text), "--store", folder["store.db"], "--data", missing]);
        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.Contains(missing, run.Errors, StringComparison.Ordinal);
        Assert.Contains("data_batch_*.bin and test_batch.bin", run.Errors, StringComparison.Ordinal);
        Assert.Contains("cifar-10-binary.tar.gz", run.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["store.db"]));
    }

    [Fact]
    public async Task AFileThatWasCutOff_IsNamed_WithAWayToGetTheData()
    {
        using var folder = new TemporaryFolder();
        var data = Directory.CreateDirectory(folder["cifar"]).FullName;
        var cut = Path.Combine(data, "test_batch.bin");
        await File.WriteAllBytesAsync(Path.Combine(data, "data_batch_1.bin"), new byte[1000 * RecordBytes], TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(cut, new byte[(200 * RecordBytes) - 1000], TestContext.Current.CancellationToken);
        var run = await AdasapProgram.Run(["run", TinySweep.WriteTo(folder.Path, Text), "--store", folder["store.db"], "--data", data]);
        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.Contains(cut, run.Errors, StringComparison.Ordinal);
        Assert.Contains("damaged", run.Errors, StringComparison.Ordinal);
        Assert.Contains("cifar-10-binary.tar.gz", run.Errors, StringComparison.Ordinal);
    }

    private static string Images()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var images = Path.Combine(folder.FullName, "shared", "data", "cifar-10-batches-bin");
            if (File.Exists(Path.Combine(images, "test_batch.bin"))) return images;
        }
        Assert.Skip("no folder shared/data/cifar-10-batches-bin beside the repository");
        throw new InvalidOperationException("a skipped test went on");
    }

    private static string Measured(string name, params string[] methods) =>
        $"SELECT json_extract(measurements, '$.{name}') FROM results WHERE method IN ({string.Join(", ", methods.Select(m => $"'{m}'"))}) ORDER BY method";

    private static List<double> Numbers(string store, string sql) => [.. StoreFile.Query(store, sql).Select(l => double.Parse(l, CultureInfo.InvariantCulture))];
}
