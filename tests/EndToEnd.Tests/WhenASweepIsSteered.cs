using AdaSapSweep.TestSupport;
using Xunit;

namespace AdaSapSweep.EndToEnd.Tests;

public sealed class WhenASweepIsSteered
{
    /// <summary>The second trial does not end by itself while the test lasts.</summary>
    private const string Text = """
        name: steered
        data: { name: shapes, train_images: 120, test_images: 60, image_size: 16 }
        training: { batch_size: 40 }
        evaluation: { pgd_steps: 1, attack_images: 20, corruptions: [], latency: false }
        defaults: { architecture: resnet8 }
        grids:
          - { method: sgd, epochs: 1 }
          - { method: adversarial, epochs: 5000, attack_steps: 2 }
        """;

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task TheFileIsEdited_AndATrialCancelled_WhileItRuns_AndTakenUpAgainAfterwards()
    {
        using var folder = new TemporaryFolder();
        var (file, store) = (TinySweep.WriteTo(folder.Path, Text), folder["store.db"]);
        using var run = AdasapProgram.Start(["run", file, "--store", store]);
        await Eventually.True(
            () => File.Exists(store) && StoreFile.Count(store, "SELECT COUNT(*) FROM attempts a JOIN stages g ON g.key = a.stage_key WHERE g.kind = 'adversarial-train'") == 1,
            Deadline, "the long stage has begun");

        TinySweep.WriteTo(folder.Path, Text + "\n  - { method: sgd, epochs: 2 }\n");
        var applied = await AdasapProgram.Run(["apply", file, "--store", store]);
        Assert.True(applied.ExitCode == 0, applied.ToString());
        Assert.StartsWith("3 trials, 1 of them new, and 0 dropped", applied.Output, StringComparison.Ordinal);
        var cancelled = await AdasapProgram.Run(["cancel", "2", "--store", store]);
        Assert.True(cancelled.ExitCode == 0, cancelled.ToString());
        Assert.StartsWith("1 trial cancelled", cancelled.Output, StringComparison.Ordinal);

        var ended = await run.End();
        Assert.True(ended.ExitCode == 0, ended.ToString());
        Assert.Equal(["1|succeeded", "2|cancelled", "3|succeeded"], States(store));
        var why = await AdasapProgram.Run(["why", "3", "--store", store]);
        Assert.Contains("had epochs 2 before; nearest: ", why.Output, StringComparison.Ordinal);

        var retried = await AdasapProgram.Run(["retry", "2", "--store", store]);
        Assert.True(retried.ExitCode == 0, retried.ToString());
        Assert.Equal(["1|succeeded", "2|pending", "3|succeeded"], States(store));
    }

    private static IReadOnlyList<string> States(string store) => StoreFile.Query(store, "SELECT number, state FROM results ORDER BY number");
}
