namespace AdaSapSweep.Training.Networks;

/// <summary>How a weight is drawn.</summary>
public enum WeightRule
{
    /// <summary>N(0, 2 / fan_in) (He et al. 2015).</summary>
    HeFanIn,

    /// <summary>N(0, 2 / fan_out), fan_out = rows x kernel area, a depthwise convolution's too, as frameworks count it.</summary>
    HeFanOut,

    /// <summary>U(-b, b), b = 1 / sqrt(fan_in): what frameworks do unasked.</summary>
    Uniform,

    /// <summary>N(0, 0.01^2).</summary>
    SmallNormal,
}

/// <summary>How a bias is drawn.</summary>
public enum BiasRule
{
    /// <summary>U(-b, b), b = 1 / sqrt(fan_in) of its weight.</summary>
    Uniform,

    Zero,
}

/// <summary>Initial values of a family of networks. Batch norms start at gamma 1, beta 0, mean 0 and variance 1 in all of them.</summary>
public sealed record Initialisation(WeightRule Convolution, WeightRule Linear, BiasRule Bias)
{
    /// <summary>The CIFAR networks of He et al.</summary>
    public static Initialisation He { get; } = new(WeightRule.HeFanIn, WeightRule.HeFanIn, BiasRule.Uniform);

    /// <summary>Nothing said: kuangliu's CIFAR networks.</summary>
    public static Initialisation Framework { get; } = new(WeightRule.Uniform, WeightRule.Uniform, BiasRule.Uniform);

    /// <summary>torchvision's ResNets.</summary>
    public static Initialisation TorchvisionResNet { get; } = new(WeightRule.HeFanOut, WeightRule.Uniform, BiasRule.Uniform);

    /// <summary>torchvision's VGG and MobileNet-V2.</summary>
    public static Initialisation Torchvision { get; } = new(WeightRule.HeFanOut, WeightRule.SmallNormal, BiasRule.Zero);

    /// <summary>xternalz's WideResNets.</summary>
    public static Initialisation WideResNet { get; } = new(WeightRule.HeFanOut, WeightRule.Uniform, BiasRule.Zero);
}
