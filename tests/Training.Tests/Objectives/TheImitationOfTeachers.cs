using AdaSapSweep.Training.Objectives;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Objectives;

/// <summary>Worked example E14: two images, three classes.</summary>
public sealed class TheImitationOfTeachers : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Tensor _logits = tensor([2, 1, .1, .5, -1, 1.5], [2, 3], ScalarType.Float64).requires_grad_(true);
    private readonly Tensor _standard = tensor([3.0, 0, -1, 1, 0, 2], [2, 3], ScalarType.Float64);
    private readonly Tensor _robust = tensor([1, .8, .2, .2, .1, .9], [2, 3], ScalarType.Float64);
    private readonly Tensor _labels = tensor(new[] { 0L, 2 });

    public void Dispose() => _scope.Dispose();

    [Theory]
    [InlineData(1, .668783722)]
    [InlineData(2, 3.782459659)]
    [InlineData(4, 16.915462276)]
    public void IsThatOfTheReferenceAtEveryTemperature(double temperature, double expected) =>
        Assert.Equal(expected, DistilledObjective.Imitation(_logits, _standard, temperature).item<double>(), 1e-9);

    [Fact]
    public void AddsUpWithTheLabels_InValueAndGradient()
    {
        Assert.Equal(4.504171820, DistilledObjective.Imitation(_logits, _robust, 2).item<double>(), 1e-9);
        var total = nn.functional.cross_entropy(_logits, _labels).mul(.3)
            .add(DistilledObjective.Imitation(_logits, _standard, 2), .1).add(DistilledObjective.Imitation(_logits, _robust, 2), .6);
        Assert.Equal(3.199034415, total.item<double>(), 1e-9);
        Close.To([-.006576, .022119, -.015543, .053593, -.073541, .019949], autograd.grad([total], [_logits])[0]);
    }
}
