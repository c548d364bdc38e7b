using AdaSapSweep.TestSupport;
using Xunit;

namespace AdaSapSweep.EndToEnd.Tests;

public sealed class WhenLimitsAreSet
{
    private const string Branching = """
        name: branching
        data: { name: shapes, train_images: 80, test_images: 40, image_size: 16 }
        training: { batch_size: 40, learning_rate: 0.05 }
        evaluation: { pgd_steps: 1, attack_images: 20, corruptions: [], latency: false }
        defaults: { architecture: resnet8 }
        grids:
          - method: adasap
            pretrain_epochs: 1
            adapt_epochs: 1
            prune_epochs: 1
            robust_epochs: 1
            cuts: 1
            criterion: [l2, taylor]
            size_ratio: 0.5
        """;

    [Fact]
    public async Task NothingIsKept_WithinTheDiskBudget_AndTheNumbersAreTheSame()
    {
        using var folder = new TemporaryFolder();
        var sweep = TinySweep.WriteTo(folder.Path, Branching);
        var (free, bound) = (folder["free.db"], folder["bound.db"]);
        var first = await AdasapProgram.Run(["run", sweep, "--store", free]);
        Assert.True(first.ExitCode == 0, first.ToString());
        var second = await AdasapProgram.Run(["run", sweep, "--store", bound, "--keep", "none", "--disk-budget", "1.8MB", "--slots", "1"]);
        Assert.True(second.ExitCode == 0, second.ToString());

        Assert.NotEmpty(NetworksBeside(free));
        Assert.Empty(NetworksBeside(bound));
        Assert.Equal(StoreFile.Query(free, Measurements), StoreFile.Query(bound, Measurements));
    }

    [Fact]
    public async Task AfterTooManyFailures_TheRunEnds_AndGoesOnWithoutTheLimit()
    {
        using var folder = new TemporaryFolder();
        var sweep = TinySweep.WriteTo(folder.Path, DivergingSweep.Text("1e6, 0.05"));
        string[] command = ["run", sweep, "--store", folder["store.db"], "--slots", "1"];
        var stopped = await AdasapProgram.Run([.. command, "--max-failures", "1"]);
        Assert.True(stopped.ExitCode == 1, stopped.ToString());
        Assert.Contains("1 trial failed, and --max-failures is 1; the same command goes on from here", stopped.Errors, StringComparison.Ordinal);
        Assert.Equal(0, StoreFile.Count(folder["store.db"], "SELECT COUNT(*) FROM results WHERE state = 'succeeded'"));

        var rest = await AdasapProgram.Run(command);
        Assert.True(rest.ExitCode == 1, rest.ToString());
        Assert.Equal(["1|failed", "2|succeeded"], StoreFile.Query(folder["store.db"], "SELECT number, state FROM results ORDER BY number"));
    }

    private const string Measurements = "SELECT stage_key, name, value, value_kind, rejection FROM measurements WHERE is_timing = 0 ORDER BY stage_key, name";

    private static string[] NetworksBeside(string store) => Directory.GetFiles($"{store}.artifacts", "*.safetensors", SearchOption.AllDirectories);
}
