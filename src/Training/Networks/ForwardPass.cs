using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace AdaSapSweep.Training.Networks;

/// <summary>
/// Applies the layers of a network in turn. A value is let go after its last reader, so that evaluation holds few of them. The type of the images is what convolutions
/// and linear layers compute in, and what passes between layers has; the parameters and statistics of batch norms stay in the network's own.
/// </summary>
internal static class ForwardPass
{
    internal const double NormEpsilon = 1e-5;
    internal const double NormMomentum = 0.1;

    /// <param name="images">Normalised; disposed here.</param>
    /// <param name="dropout">Draws by the name of a dropout; null: nothing is dropped.</param>
    /// <param name="momentum">Of batch norm's running statistics; 0 keeps them bit for bit.</param>
    /// <param name="steady">Weights of the images' type that were made before; null: the network's own, cast where they are of another.</param>
    /// <returns>Logits, of the network's type.</returns>
    public static Tensor Run(
        Network network, Tensor images, BatchNormMode mode, IReadOnlyDictionary<string, Tensor>? dropout, double momentum, SteadyWeights? steady = null)
    {
        var (layers, lastReads) = (network.Blueprint.Layers, network.Blueprint.LastReads);
        var values = new Tensor?[layers[^1].Output + 1];
        values[0] = images;
        for (var l = 0; l < layers.Length; l++)
        {
            if (l == network.FirstWide && FastPaths.Current.ChannelsLast) ChannelsFirst(values);
            var output = values[layers[l].Output] = Apply(layers[l], network, values, mode, dropout, momentum, steady);
            foreach (var read in lastReads[l])
            {
                if (!ReferenceEquals(values[read], output)) values[read]!.Dispose();
                values[read] = null;
            }
        }
        return values[^1]! is var logits && logits.dtype == network.Type ? logits : logits.to(network.Type);
    }

    private static void ChannelsFirst(Tensor?[] values)
    {
        for (var v = 0; v < values.Length; v++)
        {
            if (values[v] is not { } maps || maps.is_contiguous()) continue;
            values[v] = MapLayout.ChannelsFirst(maps);
            maps.Dispose();
        }
    }

    private static Tensor Apply(
        Layer layer, Network network, Tensor?[] values, BatchNormMode mode, IReadOnlyDictionary<string, Tensor>? dropout, double momentum, SteadyWeights? steady)
    {
        var input = values[layer.Input]!;
        return layer switch
        {
            Convolution conv => Convolve(conv, network, input, steady?.Of(conv)),
            BatchNorm norm when steady?.Has(norm) == true => input.Then(norm.Activation),
            BatchNorm norm => Normalise(norm, network, input, mode, momentum).Then(norm.Activation),
            Addition addition => Add(addition, network, input, values[addition.Shortcut]!).Then(addition.Activation),
            MaxPool pool => Pool(pool, input),
            GlobalAverage => MapLayout.Means(input),
            AdaptiveAverage grid => adaptive_avg_pool2d(input, [grid.Side, grid.Side]),
            Dropout drop => dropout is null ? input : Drop(input, dropout[drop.Name], drop.Share),
            Linear fully => Connect(fully, network, input.flatten(1), steady?.Of(fully)).Then(fully.Activation),
            _ => throw new ArgumentOutOfRangeException(nameof(layer), layer.GetType().Name, "a layer of unknown kind"),
        };
    }

    private static Tensor Convolve(Convolution conv, Network network, Tensor input, (Tensor Weight, Tensor? Shift)? steady)
    {
        var (weight, shift) = steady ?? (As(input, network[conv.Weight]), conv.Bias ? As(input, network[conv.Shift]) : null);
        return conv2d(
            input, weight, shift, strides: [conv.Stride, conv.Stride], padding: [conv.Kernel / 2, conv.Kernel / 2],
            groups: conv.Depthwise ? network.Blueprint.WidthOf(conv.OutGroup) : 1);
    }

    private static Tensor Connect(Linear fully, Network network, Tensor input, (Tensor Weight, Tensor? Shift)? steady)
    {
        var (weight, shift) = steady ?? (As(input, network[fully.Weight]), As(input, network[fully.Shift]));
        return linear(input, weight, shift);
    }

    /// <summary>The gradient of a parameter that is cast comes back in its own type.</summary>
    private static Tensor As(Tensor input, Tensor parameter) => parameter.dtype == input.dtype ? parameter : parameter.to(input.dtype);

    private static Tensor Normalise(BatchNorm norm, Network network, Tensor input, BatchNormMode mode, double momentum) =>
        batch_norm(
            input, network[norm.RunningMean], network[norm.RunningVariance], network[norm.Weight], network[norm.Shift],
            training: mode != BatchNormMode.Eval, momentum: momentum, eps: NormEpsilon);

    /// <summary>In place: the input is the output of a convolution or a batch norm, which nothing else reads and no gradient needs.</summary>
    private static Tensor Add(Addition addition, Network network, Tensor input, Tensor shortcut)
    {
        if (addition.IsMapped) network.ShortcutOf(addition).AddTo(input, shortcut);
        else input.add_(shortcut);
        return input;
    }

    private static Tensor Pool(MaxPool pool, Tensor input) => pool.IsIdentity(Math.Min(input.shape[2], input.shape[3]))
        ? input
        : max_pool2d(input, [pool.Kernel, pool.Kernel], [pool.Stride, pool.Stride], [pool.Padding, pool.Padding]);

    /// <param name="draws">(N, channels before any cut): as many are drawn whatever is gone.</param>
    private static Tensor Drop(Tensor input, Tensor draws, double share)
    {
        using var scale = draws.narrow(1, 0, input.shape[1]).ge(share).to(input.dtype).div_(1 - share);
        return input.mul(scale);
    }
}
