using AdaSapSweep.Stages;
using AdaSapSweep.Training.Networks;
using AdaSapSweep.Training.Sharpness;
using Xunit;

namespace AdaSapSweep.Training.Tests.Sharpness;

public sealed class TheNeuronsOf
{
    private static readonly Blueprint Resnet8 = NetworkCatalog.Blueprint("resnet8", 10, InputNormalisation.None);

    [Theory]
    [InlineData("weights")]
    [InlineData("weights+bn")]
    [InlineData("all")]
    public void ANetworkHoldEachParameterThatIsToMoveOnce(string perturb)
    {
        var moved = NeuronGroup.Of(Resnet8, perturb).SelectMany(g => g.Weights).ToList();
        var expected = TensorDeclaration.Of(Resnet8).Where(t => t.IsParameter && (perturb == "all" || t.Kind == TensorKind.Weight ||
            perturb == "weights+bn" && t.Kind is TensorKind.NormScale or TensorKind.NormShift));
        Assert.Equal(expected.Select(t => t.Name).Order(), moved.Order());
    }

    [Fact]
    public void AChannelHaveItsBatchNormWithThem()
    {
        var stem = NeuronGroup.Of(Resnet8, PerturbedParameters.WeightsAndNorms).Single(g => g.Name == "s1");
        Assert.Contains("conv1.weight", stem.Weights);
        Assert.Contains("bn1.weight", stem.Weights);
        Assert.Contains("bn1.bias", stem.Weights);
    }

    [Fact]
    public void TheClassifierAreOneGroupThatIsNeverCut()
    {
        var classes = Assert.Single(NeuronGroup.Of(Resnet8, PerturbedParameters.Everything), g => !g.IsPrunable);
        Assert.Equal(["linear.weight", "linear.bias"], classes.Weights);
    }
}
