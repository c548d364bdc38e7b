using TorchSharp;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Networks;

/// <summary>What follows a layer's own operation, in place on its output.</summary>
public enum Activation
{
    None,

    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>min(max(x, 0), 6).</summary>
    Relu6,
}

internal static class Activations
{
    /// <param name="values">Fresh: the gradient of what computed them does not read them. Changed in place.</param>
    public static Tensor Then(this Tensor values, Activation activation) => activation switch
    {
        Activation.None => values,
        Activation.Relu => values.relu_(),
        // On a processor hardtanh_ has no gradient in bfloat16.
        Activation.Relu6 when values.dtype == ScalarType.BFloat16 && values.device_type == DeviceType.CPU => values.clamp_(0, 6),
        // Its gradient is read off the result; that of clamp_ would keep a copy of what came in.
        Activation.Relu6 => values.hardtanh_(0, 6),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "not an activation"),
    };
}
