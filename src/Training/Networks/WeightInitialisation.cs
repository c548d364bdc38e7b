using static TorchSharp.torch;

namespace AdaSapSweep.Training.Networks;

/// <summary>Draws initial values by the rules of a network's family.</summary>
internal static class WeightInitialisation
{
    /// <returns>Float32 on the CPU, so that every device starts from the same numbers.</returns>
    public static Tensor Draw(TensorDeclaration declared, Initialisation rules, Generator generator) => declared.Kind switch
    {
        TensorKind.Weight => Weight(declared, declared.Shape.Length > 2 ? rules.Convolution : rules.Linear, generator),
        TensorKind.Bias when rules.Bias == BiasRule.Uniform => Uniform(declared, generator),
        TensorKind.NormScale or TensorKind.RunningVariance => ones(declared.Shape, ScalarType.Float32, CPU),
        TensorKind.Bias or TensorKind.NormShift or TensorKind.RunningMean => zeros(declared.Shape, ScalarType.Float32, CPU),
        _ => throw new ArgumentOutOfRangeException(nameof(declared), declared.Kind, "a tensor of unknown kind"),
    };

    private static Tensor Weight(TensorDeclaration declared, WeightRule rule, Generator generator) => rule switch
    {
        WeightRule.HeFanIn => Normal(declared, Math.Sqrt(2.0 / declared.FanIn), generator),
        WeightRule.HeFanOut => Normal(declared, Math.Sqrt(2.0 / declared.FanOut), generator),
        WeightRule.Uniform => Uniform(declared, generator),
        WeightRule.SmallNormal => Normal(declared, 0.01, generator),
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "not a rule for weights"),
    };

    private static Tensor Normal(TensorDeclaration declared, double deviation, Generator generator) =>
        randn(declared.Shape, ScalarType.Float32, CPU, generator: generator).mul_(deviation);

    private static Tensor Uniform(TensorDeclaration declared, Generator generator) =>
        rand(declared.Shape, ScalarType.Float32, CPU, generator: generator).mul_(2).sub_(1).mul_(1 / Math.Sqrt(declared.FanIn));
}
