using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace AdaSapSweep.Training.Networks;

/// <summary>
/// Applies the layers of a network in turn. A value is let go after its last reader, so that evaluation holds few of them.
/// </summary>
internal static class ForwardPass
{
    internal const double NormEpsilon = 1e-5;
    internal const double NormMomentum = 0.1;

    /// <param name="images">Normalised; disposed here.</param>
    /// <returns>Logits.</returns>
    public static Tensor Run(Network network, Tensor images, BatchNormMode mode)
    {
        var layers = network.Blueprint.Layers;
        var values = new Tensor?[layers[^1].Output + 1];
        values[0] = images;
        for (var l = 0; l < layers.Length; l++)
        {
            var layer = layers[l];
            values[layer.Output] = Apply(layer, network, values, mode);
            foreach (var read in layer.Reads)
                if (!IsReadAfter(l, read))
                {
                    if (!ReferenceEquals(values[read], values[layer.Output])) values[read]!.Dispose();
                    values[read] = null;
                }
        }
        return values[^1]!;

        bool IsReadAfter(int l, int value)
        {
            for (var later = l + 1; later < layers.Length; later++)
                if (layers[later].Input == value || layers[later] is Addition addition && addition.Shortcut == value) return true;
            return false;
        }
    }

    private static Tensor Apply(Layer layer, Network network, Tensor?[] values, BatchNormMode mode)
    {
        var input = values[layer.Input]!;
        return layer switch
        {
            Convolution conv => conv2d(
                input, network[$"{conv.Name}.weight"], conv.Bias ? network[$"{conv.Name}.bias"] : null!,
                strides: [conv.Stride, conv.Stride], padding: [conv.Kernel / 2, conv.Kernel / 2],
                groups: conv.Depthwise ? network.Blueprint.WidthOf(conv.OutGroup) : 1),
            BatchNorm norm => Normalise(norm, network, input, mode),
            Addition addition => Add(addition, network, input, values[addition.Shortcut]!),
            GlobalAverage => input.mean([2, 3]),
            Linear fully => linear(input.flatten(1), network[$"{fully.Name}.weight"], network[$"{fully.Name}.bias"]),
            _ => throw new ArgumentOutOfRangeException(nameof(layer), layer.GetType().Name, "a layer of unknown kind"),
        };
    }

    private static Tensor Normalise(BatchNorm norm, Network network, Tensor input, BatchNormMode mode)
    {
        // Momentum 0 keeps the running statistics bit for bit while the batch's own normalise.
        var output = batch_norm(
            input, network[$"{norm.Name}.running_mean"], network[$"{norm.Name}.running_var"],
            network[$"{norm.Name}.weight"], network[$"{norm.Name}.bias"],
            training: mode != BatchNormMode.Eval, momentum: mode == BatchNormMode.Train ? NormMomentum : 0, eps: NormEpsilon);
        if (norm.Relu) output.relu_();
        return output;
    }

    /// <summary>In place: the input is a batch norm's output, which nothing else reads and no gradient needs.</summary>
    private static Tensor Add(Addition addition, Network network, Tensor input, Tensor shortcut)
    {
        if (addition.IsMapped) network.ShortcutOf(addition).AddTo(input, shortcut);
        else input.add_(shortcut);
        input.relu_();
        return input;
    }
}
