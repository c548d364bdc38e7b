using AdaSapSweep.Stages;
using AdaSapSweep.Training.Objectives;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Objectives;

/// <summary>Worked example E10: a linear model of three classes, two images of four pixels, the normal draws fixed.</summary>
public sealed class TheTradesLoss : IDisposable
{
    private const double Beta = 6;
    private const double Tolerance = 1e-9;

    private static readonly AttackSettings TwoSteps = new() { Norm = Norms.LInf, Epsilon = .015, StepSize = .01, Steps = 2, RandomStart = true };

    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Tensor _weight;
    private readonly Tensor _images;
    private readonly Tensor _normal;
    private readonly Tensor _labels;

    public TheTradesLoss()
    {
        _weight = tensor([1, -2, .5, 0, 0, 1, -1, 2, -1, 0, 1, 1], [3, 4], ScalarType.Float64).requires_grad_(true);
        _images = tensor([.5, .99, .01, .3, .2, .4, .6, .8], [2, 1, 1, 4], ScalarType.Float64);
        _normal = tensor([1, -1, .5, -.5, -1, 2, 0, 1], [2, 1, 1, 4], ScalarType.Float64);
        _labels = tensor(new[] { 0L, 1 });
    }

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void IsThatOfTheReference_AndSoAreTheAttackedImages()
    {
        var attacked = Attacked(TwoSteps);

        Close.To([.501, .975, .025, .285, .185, .415, .585, .815], attacked, 1e-12);
        Assert.Equal(1.972808633, Loss(attacked, beta: 0), Tolerance);
        Assert.Equal(.000469109, (Loss(attacked) - Loss(attacked, beta: 0)) / Beta, Tolerance);
        Assert.Equal(1.975623288, Loss(attacked), Tolerance);
        Assert.Equal(1.915722767, nn.functional.cross_entropy(Logits(attacked), _labels).item<double>(), Tolerance);
    }

    /// <summary>The reference's projection in l2 divides by the norm plus 1e-7, so its images lie that much further inside.</summary>
    [Theory]
    [InlineData(Norms.LInf, .031, .007, 10, 1.985776791)]
    [InlineData(Norms.L2, .1, .1, 2, 2.016255962)]
    public void IsThatOfTheReferenceUnderOtherAttacks(string norm, double epsilon, double step, int steps, double expected) =>
        Assert.Equal(expected, Loss(Attacked(new() { Norm = norm, Epsilon = epsilon, StepSize = step, Steps = steps, RandomStart = true })), norm == Norms.L2 ? 1e-7 : Tolerance);

    /// <summary>With the clean target detached the first row would be (-.230067, -.456607, .009873, -.122771).</summary>
    [Fact]
    public void HasAGradientThroughBothOutputs()
    {
        var gradient = autograd.grad([Trades.Loss(Logits(_images), Logits(Attacked(TwoSteps)), _labels, Beta, 0)], [_weight])[0];

        Close.To([-.230495, -.457361, .023544, -.107419], gradient[0]);
    }

    [Fact]
    public void HasTheGradientOfFiniteDifferences()
    {
        const double H = 1e-6;
        var attacked = Attacked(TwoSteps);
        var gradient = autograd.grad([Trades.Loss(Logits(_images), Logits(attacked), _labels, Beta, .1)], [_weight])[0].flatten();
        using var frozen = no_grad();
        var flat = _weight.view(-1);
        for (var place = 0; place < 12; place++)
        {
            var at = flat[place].item<double>();
            double LossAt(double value)
            {
                flat[place].fill_(value);
                return Trades.Loss(Logits(_images), Logits(attacked), _labels, Beta, .1).item<double>();
            }
            var slope = (LossAt(at + H) - LossAt(at - H)) / (2 * H);
            flat[place].fill_(at);
            Assert.Equal(slope, gradient[place].item<double>(), 1e-8);
        }
    }

    private Tensor Logits(Tensor images) => images.flatten(1).matmul(_weight.transpose(0, 1));

    private Tensor Attacked(AttackSettings settings) => Trades.Attack(Logits, _images, _labels, _normal, settings);

    private double Loss(Tensor attacked, double beta = Beta) => Trades.Loss(Logits(_images), Logits(attacked), _labels, beta, 0).item<double>();
}
