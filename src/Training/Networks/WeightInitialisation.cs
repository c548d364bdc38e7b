using static TorchSharp.torch;

namespace AdaSapSweep.Training.Networks;

/// <summary>
/// Initial values: weights ~ N(0, 2 / fan_in) (He et al. 2015), biases ~ U(-1/sqrt(fan_in), +1/sqrt(fan_in)) as frameworks do,
/// gamma and running variance 1, beta and running mean 0.
/// </summary>
internal static class WeightInitialisation
{
    /// <returns>Float32 on the CPU, so that every device starts from the same numbers.</returns>
    public static Tensor Draw(TensorDeclaration declared, Generator generator) => declared.Kind switch
    {
        TensorKind.Weight => randn(declared.Shape, ScalarType.Float32, CPU, generator: generator).mul_(Math.Sqrt(2.0 / declared.FanIn)),
        TensorKind.Bias => rand(declared.Shape, ScalarType.Float32, CPU, generator: generator).mul_(2).sub_(1).mul_(1 / Math.Sqrt(declared.FanIn)),
        TensorKind.NormScale or TensorKind.RunningVariance => ones(declared.Shape, ScalarType.Float32, CPU),
        TensorKind.NormShift or TensorKind.RunningMean => zeros(declared.Shape, ScalarType.Float32, CPU),
        _ => throw new ArgumentOutOfRangeException(nameof(declared), declared.Kind, "a tensor of unknown kind"),
    };
}
