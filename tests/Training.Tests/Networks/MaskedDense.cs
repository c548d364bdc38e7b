using AdaSapSweep.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace AdaSapSweep.Training.Tests.Networks;

/// <summary>A residual network of stage width 16, 32, 64 in evaluation mode, with channels masked: plain code for one purpose.</summary>
internal static class MaskedDense
{
    public static Tensor Logits(Network network, IReadOnlyDictionary<string, IReadOnlyCollection<int>> gone, Tensor images)
    {
        var mean = tensor(network.Blueprint.Normalisation.Mean.ToArray(), [1, 3, 1, 1]);
        var deviation = tensor(network.Blueprint.Normalisation.Deviation.ToArray(), [1, 3, 1, 1]);
        var stream = relu(Masked("s1", Norm("bn1", conv2d((images - mean) / deviation, Tensor("conv1.weight"), padding: [1, 1]))));
        for (var stage = 1; stage <= 3; stage++)
            for (var block = 0; network.Parameters.ContainsKey($"layer{stage}.{block}.conv1.weight"); block++)
            {
                var (name, stride) = ($"layer{stage}.{block}", stage > 1 && block == 0 ? 2 : 1);
                var inner = conv2d(stream, Tensor($"{name}.conv1.weight"), strides: [stride, stride], padding: [1, 1]);
                inner = Masked($"{name}.inner", relu(Norm($"{name}.bn1", inner)));
                var outer = Norm($"{name}.bn2", conv2d(inner, Tensor($"{name}.conv2.weight"), padding: [1, 1]));
                var quarter = stage * 8 - 8;
                var shortcut = stride == 1
                    ? stream
                    : pad(stream.slice(2, 0, stream.shape[2], 2).slice(3, 0, stream.shape[3], 2), [0, 0, 0, 0, quarter, quarter], PaddingModes.Constant);
                stream = relu(Masked($"s{stage}", outer + shortcut));
            }
        return linear(stream.mean([2, 3]), Tensor("linear.weight"), Tensor("linear.bias"));

        Tensor Tensor(string name) => network.Parameters.TryGetValue(name, out var found) ? found : network.Statistics[name];

        Tensor Norm(string name, Tensor x)
        {
            var scale = Tensor($"{name}.weight") / (Tensor($"{name}.running_var") + 1e-5).sqrt();
            return (x - Tensor($"{name}.running_mean").reshape(1, -1, 1, 1)) * scale.reshape(1, -1, 1, 1) + Tensor($"{name}.bias").reshape(1, -1, 1, 1);
        }

        Tensor Masked(string group, Tensor x)
        {
            var keep = ones([x.shape[1]], ScalarType.Float64);
            foreach (var channel in gone[group]) keep[channel] = 0.0;
            return x * keep.reshape(1, -1, 1, 1);
        }
    }
}
