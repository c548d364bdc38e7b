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

    [Theory]
    [InlineData("resnet8", 16, 1)] // what a small network costs is not its MACs
    [InlineData("resnet20", 16, 1)]
    [InlineData("wrn-28-10", 16, 5_243_328_768 / 40_551_040.0)]
    [InlineData("resnet18", 16, 555_422_720 / 40_551_040.0)]
    [InlineData("resnet18", 96, 1)] // 1.81 G at 224 pixels, where resnet20 has 1.99 G
    [InlineData("vgg16-bn", 96, 15_466_209_280 / (49 * 40_551_040.0))]
    public void GrowsWithTheNetwork(string architecture, int side, double factor)
    {
        var plan = Planner.Plan(
            Examples.Checked($$"""
                name: work
                data: { name: shapes, train_images: 100, test_images: 50, image_size: {{side}} }
                evaluation: { pgd_steps: 0, corruptions: [] }
                grids:
                  - { method: sgd, epochs: 2, architecture: {{architecture}} }
                """),
            Examples.Data(trainImages: 100, testImages: 50));

        Assert.Equal([600 * factor, 50 * factor], plan.Stages.Select(s => s.Work));
    }
}
