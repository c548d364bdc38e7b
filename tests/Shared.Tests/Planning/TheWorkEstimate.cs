using AdaSapSweep.Shared.Planning;

namespace AdaSapSweep.Shared.Tests.Planning;

public sealed class TheWorkEstimate
{
    [Fact]
    public void CountsForwardPasses()
    {
        var plan = Planner.Plan(
            Examples.Checked("""
                name: work
                data: { name: shapes, train_images: 100, test_images: 50 }
                evaluation: { pgd_steps: 20, attack_images: 10, corruptions: [contrast, pixelate], severities: [1, 2, 3], corruption_images: 20 }
                grids:
                  - { method: adasap, pretrain_epochs: 2, adapt_epochs: 1, prune_epochs: 1, robust_epochs: 1 }
                  - { method: flying-bird, epochs: 1, attack_steps: 10 }
                """),
            Examples.Data(trainImages: 100, testImages: 50));

        double[] evaluation = [50 + (10 * 41) + (20 * 6)];
        Assert.Equal(
            [2 * 100 * 3, 100 * 6, 100 * 6, 100 * 6, .. evaluation, 100 * 23, .. evaluation],
            plan.Stages.Select(s => s.Work));
    }
}
