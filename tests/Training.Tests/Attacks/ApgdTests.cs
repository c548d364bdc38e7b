using AdaSapSweep.Stages;
using AdaSapSweep.Training.Attacks;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Attacks;

/// <summary>Worked examples E3 and E4 of the reference, from given starts.</summary>
public class AutoPgd
{
    private const double Tolerance = 3e-6;

    [Theory]
    [InlineData(100, 22, 41, 57, 70, 80, 87, 93, 99)]
    [InlineData(50, 11, 21, 30, 38, 45)]
    [InlineData(20, 4, 7, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20)]
    [InlineData(10, 2, 3, 4, 5, 6, 7, 8, 9, 10)]
    [InlineData(5, 1, 2, 3, 4, 5)]
    [InlineData(200, 44, 82, 114, 140, 160, 174, 186, 198)]
    [InlineData(1000, 220, 410, 570, 700, 800, 870, 930, 990)]
    public void ChecksItsStepsAfter(int iterations, params int[] expected)
    {
        var done = 0;
        Assert.Equal(expected, ApgdSchedule.Windows(iterations).Select(length => done += length));
    }

    [Fact]
    public void RisesAlongALine_UntilTheCorner()
    {
        var path = Run(AttackToys.Linear, Norms.LInf, .1, AttackLosses.CrossEntropy, [.55f, .35f, .5f, .1f], 5);
        Assert.All(path.Points, point => Close(point, .4, .55, .4, .15));
        Assert.All(path.Losses, loss => Assert.Equal(.92152, loss, 1e-5));
    }

    [Fact]
    public void RisesInTheL2Ball()
    {
        var path = Run(AttackToys.Linear, Norms.L2, .3, AttackLosses.CrossEntropy, [.6f, .25f, .5f, .05f], 5);
        double[][] expected =
        [
            [.504761, .729828, .392247, .042072], [.465237, .735979, .416301, .051466], [.441958, .735535, .429909, .063713],
            [.431952, .734037, .435322, .072569], [.429076, .733181, .436485, .077278],
        ];
        Assert.All(expected.Zip(path.Points), pair => Close(pair.Second, pair.First));
        Close(path.Losses, 1e-5, 1.14795, 1.16244, 1.16672, 1.16749, 1.16756);
    }

    [Fact]
    public void HalvesItsStep_AndStartsAgainFromTheBestPoint()
    {
        var path = Run(AttackToys.Linear, Norms.L2, .3, AttackLosses.Dlr, [.6f, .25f, .5f, .05f], 5);
        double[][] expected =
        [
            [.322919, .434912, .730781, .121798], [.449621, .315382, .647110, .095768], [.542496, .426597, .637187, .035384],
            [.446324, .566453, .716102, .039832], [.492650, .691349, .664724, .011070],
        ];
        // The first point shown is before the restart from the start.
        Assert.All(expected.Zip(path.Points), pair => Close(pair.Second, pair.First));
        Close(path.Losses, 1e-5, -.94565, -.82899, -.68369, -.59042, -.33726);
    }

    [Fact]
    public void OnAWave_ComesBackToTheBestPointWithSmallerAndSmallerSteps()
    {
        var path = Run(AttackToys.Wavy, Norms.LInf, .1, AttackLosses.CrossEntropy, [.54f, .39f, .5f, .13f], 10);
        double[] fourth = [.15, .0425, .075, .1125, .15, .140625, .110156, .121875, .135937, .120703];
        for (var i = 0; i < fourth.Length; i++) Close(path.Points[i], .4, .35, .4, fourth[i]);
        Close(path.Losses, 1e-5, .81113, .46994, .65481, .81282, .81113, .82872, .80693, .82959, .83330, .82810);
        Assert.False(path.Broken);
    }

    [Fact]
    public void TowardATarget_BreaksTheWave()
    {
        var path = Run(AttackToys.Wavy, Norms.LInf, .1, AttackLosses.TargetedDlr, [.54f, .39f, .5f, .13f], 5, target: 4);
        Close(path.Points[0], .6, .55, .4, 0);
        Assert.Equal(.53144, path.Losses[0], 1e-5);
        Assert.True(path.Broken);
        Close(path.Found, .6, .55, .4, 0);
    }

    private static (List<double[]> Points, List<double> Losses, bool Broken, double[] Found) Run(
        Func<Tensor, Tensor> logits, string norm, double epsilon, AttackLoss loss, float[] start, int iterations, long? target = null)
    {
        using var scope = NewDisposeScope();
        List<double[]> points = [];
        List<double> losses = [];
        var found = Apgd.Attack(
            AttackToys.Context(logits, norm, epsilon), AttackToys.One(target), AttackToys.Image(start), loss, iterations, (point, value) =>
            {
                points.Add(Tiny.Numbers(point));
                losses.Add(Tiny.Numbers(value)[0]);
            });
        return (points, losses, found.Broken.item<bool>(), Tiny.Numbers(found.Images));
    }

    private static void Close(double[] actual, params double[] expected) => Close(actual, Tolerance, expected);

    private static void Close(IReadOnlyList<double> actual, double tolerance, params double[] expected)
    {
        Assert.Equal(expected.Length, actual.Count);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], tolerance);
    }
}
