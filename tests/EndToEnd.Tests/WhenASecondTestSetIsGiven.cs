using System.Globalization;
using AdaSapSweep.TestSupport;
using Xunit;

namespace AdaSapSweep.EndToEnd.Tests;

public sealed class WhenASecondTestSetIsGiven
{
    private const int Copies = 20;

    private const string Text = """
        name: shifted
        data: { name: shapes, train_images: 40, test_images: 40, image_size: 32 }
        training: { batch_size: 40, learning_rate: 0.05 }
        evaluation: { batch_size: 40, pgd_steps: 0, corruptions: [], latency: false, shifted_data: cifar10, shifted_folder: others/v2.bin }
        grids: [ { method: sgd, architecture: resnet8, epochs: 2 } ]
        """;

    [Fact]
    public async Task EveryNetworkIsMeasuredOnItToo_AndTheSetIsFoundAgain()
    {
        using var folder = new TemporaryFolder();
        var (sweep, store, data) = (TinySweep.WriteTo(folder.Path, Text), folder["store.db"], folder["data"]);
        var missing = await AdasapProgram.Run(["run", sweep, "--store", store, "--data", data]);
        Assert.True(missing.ExitCode == 2, missing.ToString());
        Assert.Contains($"evaluation: shifted_folder: data set 'cifar10': there is nothing at '{Path.Combine(data, "others", "v2.bin")}'", missing.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(store));

        await WriteSet(data);
        var run = await AdasapProgram.Run(["run", sweep, "--store", store, "--data", data]);
        Assert.True(run.ExitCode == 0, run.ToString());
        // The same image under every label: whatever the network says, it is right once in ten.
        var clean = Measured(store, "clean_accuracy");
        Assert.Equal(0.1, Measured(store, "shifted_accuracy"), 1e-9);
        Assert.True(Measured(store, "shifted_loss") >= Math.Log(10) - 1e-5);
        Assert.True(clean > 0);
        Assert.Equal(0.1 / clean, Measured(store, "relative_robustness_shifted"), 1e-9);

        var again = await AdasapProgram.Run(["resume", "--store", store]);
        Assert.True(again.ExitCode == 0, again.ToString());
        Directory.Move(data, folder["moved"]);
        Assert.Equal(2, (await AdasapProgram.Run(["resume", "--store", store])).ExitCode);
        var moved = await AdasapProgram.Run(["resume", "--store", store, "--data", folder["moved"]]);
        Assert.True(moved.ExitCode == 0, moved.ToString());
        Assert.Contains("is done", moved.Errors, StringComparison.Ordinal);
        Assert.Equal(2, StoreFile.Count(store, "SELECT COUNT(*) FROM attempts"));
    }

    private static async Task WriteSet(string data)
    {
        Directory.CreateDirectory(Path.Combine(data, "others"));
        var image = new byte[3072];
        new Random(1).NextBytes(image);
        byte[] records = [.. Enumerable.Range(0, Copies).SelectMany(i => (byte[])[(byte)(i % 10), .. image])];
        await File.WriteAllBytesAsync(Path.Combine(data, "others", "v2.bin"), records, TestContext.Current.CancellationToken);
    }

    private static double Measured(string store, string name) =>
        double.Parse(StoreFile.Query(store, $"SELECT json_extract(measurements, '$.{name}') FROM results").Single(), CultureInfo.InvariantCulture);
}
