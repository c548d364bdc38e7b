using AdaSapSweep.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace AdaSapSweep.Training.Tests.Networks;

/// <summary>
/// The networks as plain code: nothing in place, nothing let go, batch norm written out, channels masked by multiplication wherever a
/// channel can come to life. It shares tensors and their names with the network under test, and no code.
/// </summary>
/// <param name="training">Batch norm uses the batch's statistics.</param>
/// <param name="gone">Channels that are masked, by group.</param>
/// <param name="kept">What is kept of a value between two layers, and of a weight that is multiplied with; null: all of it. Gradients pass it by.</param>
internal sealed class PlainNetwork(
    Network network, bool training = false, IReadOnlyDictionary<string, IReadOnlyCollection<int>>? gone = null, Func<Tensor, Tensor>? kept = null)
{
    private delegate Tensor Block(string name, Tensor x, string output, int stride);

    public Tensor Logits(Tensor images)
    {
        var mean = tensor(network.Blueprint.Normalisation.Mean.ToArray(), [1, 3, 1, 1]).to(images.dtype);
        var deviation = tensor(network.Blueprint.Normalisation.Deviation.ToArray(), [1, 3, 1, 1]).to(images.dtype);
        var (x, imagenet) = (Kept((images - mean) / deviation), network.Blueprint.Stem == "imagenet");
        return network.Blueprint.Architecture switch
        {
            "resnet18" or "resnet34" => Linear("fc", Stages(ResNetStem(x, "s1", imagenet), "layer{0}.{1}", 4, Basic)),
            "resnet50" => Linear("fc", Stages(ResNetStem(x, "stem", imagenet), "layer{0}.{1}", 4, Bottleneck)),
            "preact-resnet18" => Linear("linear", NormRelu("bn", "s4", Stages(Conv("conv1", "s1", x), "layer{0}.{1}", 4, PreActivated))),
            "wrn-28-10" or "wrn-34-10" =>
                Linear("fc", NormRelu("bn1", "s3", Stages(Conv("conv1", "stem", x), "block{0}.layer.{1}", 3, PreActivated))),
            "vgg8-bn" or "vgg11-bn" or "vgg16-bn" => Vgg(x, imagenet),
            "mobilenet-v1" => MobileNetV1(x, imagenet),
            "mobilenet-v2" => MobileNetV2(x, imagenet),
            _ => Linear("linear", Stages(NormRelu("bn1", "s1", Conv("conv1", "s1", x)), "layer{0}.{1}", 3, OptionA)),
        };
    }

    private Tensor Stages(Tensor x, string name, int stages, Block block)
    {
        for (var stage = 1; stage <= stages; stage++)
            for (var i = 0; Has($"{string.Format(null, name, stage, i)}.conv1.weight"); i++)
                x = block(string.Format(null, name, stage, i), x, $"s{stage}", stage > 1 && i == 0 ? 2 : 1);
        return x;
    }

    private Tensor OptionA(string name, Tensor x, string output, int stride)
    {
        var inner = NormRelu($"{name}.bn1", $"{name}.inner", Conv($"{name}.conv1", $"{name}.inner", x, stride));
        var sum = Norm($"{name}.bn2", output, Conv($"{name}.conv2", output, inner));
        if (stride == 2)
        {
            var quarter = (sum.shape[1] - x.shape[1]) / 2;
            x = pad(x.slice(2, 0, x.shape[2], 2).slice(3, 0, x.shape[3], 2), [0, 0, 0, 0, quarter, quarter], PaddingModes.Constant);
        }
        return relu(Kept(Masked(output, sum + x)));
    }

    private Tensor ResNetStem(Tensor x, string group, bool imagenet)
    {
        x = NormRelu("bn1", group, Conv("conv1", group, x, imagenet ? 2 : 1));
        return imagenet ? max_pool2d(x, [3, 3], [2, 2], [1, 1]) : x;
    }

    private Tensor Basic(string name, Tensor x, string output, int stride)
    {
        var inner = NormRelu($"{name}.bn1", $"{name}.inner", Conv($"{name}.conv1", $"{name}.inner", x, stride));
        return relu(Kept(Norm($"{name}.bn2", output, Conv($"{name}.conv2", output, inner)) + Projected(name, x, output, stride)));
    }

    private Tensor Bottleneck(string name, Tensor x, string output, int stride)
    {
        var first = NormRelu($"{name}.bn1", $"{name}.inner1", Conv($"{name}.conv1", $"{name}.inner1", x));
        var second = NormRelu($"{name}.bn2", $"{name}.inner2", Conv($"{name}.conv2", $"{name}.inner2", first, stride));
        return relu(Kept(Norm($"{name}.bn3", output, Conv($"{name}.conv3", output, second)) + Projected(name, x, output, stride)));
    }

    private Tensor Projected(string name, Tensor x, string output, int stride) => Has($"{name}.downsample.0.weight")
        ? Norm($"{name}.downsample.1", output, Conv($"{name}.downsample.0", output, x, stride))
        : x;

    private Tensor PreActivated(string name, Tensor x, string output, int stride)
    {
        // What flows in is of the stage before where the width changes.
        var active = relu(Norm($"{name}.bn1", null, x));
        foreach (var stream in new[] { "stem", "s1", "s2", "s3", "s4" })
            if (network.Blueprint.Groups.FirstOrDefault(g => g.Name == stream)?.Members.Any(m => m.Tensor == $"{name}.bn1.weight") == true)
                active = Masked(stream, active);
        var inner = NormRelu($"{name}.bn2", $"{name}.inner", Conv($"{name}.conv1", $"{name}.inner", active, stride));
        var shortcut = new[] { "shortcut.0", "convShortcut" }.FirstOrDefault(s => Has($"{name}.{s}.weight"));
        return Kept(Conv($"{name}.conv2", output, inner) + (shortcut is null ? x : Conv($"{name}.{shortcut}", output, active, stride)));
    }

    private Tensor Vgg(Tensor x, bool imagenet)
    {
        var pools = network.Blueprint.Architecture switch
        {
            "vgg8-bn" => new[] { 3, 7, 11, 15, 19 },
            "vgg11-bn" => [3, 7, 14, 21, 28],
            _ => [6, 13, 23, 33, 43],
        };
        for (var place = 0; place <= pools[^1];)
        {
            if (pools.Contains(place))
            {
                if (x.shape[2] > 1) x = max_pool2d(x, [2, 2], [2, 2]);
                place++;
                continue;
            }
            x = NormRelu($"features.{place + 1}", $"features.{place}", Conv($"features.{place}", $"features.{place}", x));
            place += 3;
        }
        if (!imagenet) return Linear("classifier", x);
        x = Kept(adaptive_avg_pool2d(x, [7, 7]).flatten(1));
        foreach (var hidden in new[] { "classifier.0", "classifier.3" })
            x = Masked(hidden, relu(Connected(hidden, x)));
        return Connected("classifier.6", x);
    }

    private Tensor MobileNetV1(Tensor x, bool imagenet)
    {
        var group = "stem";
        x = NormRelu("bn1", group, Conv("conv1", group, x, imagenet ? 2 : 1));
        for (var i = 0; i < 13; i++)
        {
            x = NormRelu($"layers.{i}.bn1", group, Conv($"layers.{i}.conv1", group, x, i is 1 or 3 or 5 or 11 ? 2 : 1, depthwise: true));
            group = $"layers.{i}";
            x = NormRelu($"layers.{i}.bn2", group, Conv($"layers.{i}.conv2", group, x));
        }
        return Linear("linear", x);
    }

    private Tensor MobileNetV2(Tensor x, bool imagenet)
    {
        x = Relu6(Norm("features.0.1", "stem", Conv("features.0.0", "stem", x, imagenet ? 2 : 1)));
        x = Relu6(Norm("features.1.conv.0.1", "stem", Conv("features.1.conv.0.0", "stem", x, 1, depthwise: true)));
        x = Norm("features.1.conv.2", "s1", Conv("features.1.conv.1", "s1", x));
        int[] firsts = [2, 4, 7, 11, 14, 17];
        for (var i = 2; i < 18; i++)
        {
            var (row, stride) = (firsts.Count(f => f <= i) + 1, i is 4 or 7 or 14 || i == 2 && imagenet ? 2 : 1);
            var (name, expansion, stream) = ($"features.{i}.conv", $"features.{i}.expansion", $"s{row}");
            var y = Relu6(Norm($"{name}.0.1", expansion, Conv($"{name}.0.0", expansion, x)));
            y = Relu6(Norm($"{name}.1.1", expansion, Conv($"{name}.1.0", expansion, y, stride, depthwise: true)));
            y = Norm($"{name}.3", stream, Conv($"{name}.2", stream, y));
            x = firsts.Contains(i) ? y : Kept(x + y);
        }
        return Linear("classifier.1", Relu6(Norm("features.18.1", "head", Conv("features.18.0", "head", x))));
    }

    private bool Has(string name) => network.Parameters.ContainsKey(name);

    private Tensor this[string name] => network.Parameters.TryGetValue(name, out var found) ? found : network.Statistics[name];

    private Tensor Conv(string name, string group, Tensor x, int stride = 1, bool depthwise = false)
    {
        var weight = Kept(this[$"{name}.weight"]);
        var half = weight.shape[2] / 2;
        var y = conv2d(x, weight, null!, [stride, stride], [half, half], groups: depthwise ? weight.shape[0] : 1);
        return Kept(Masked(group, Has($"{name}.bias") ? y + Kept(this[$"{name}.bias"]).reshape(1, -1, 1, 1) : y));
    }

    private Tensor NormRelu(string name, string group, Tensor x) => relu(Norm(name, group, x));

    private Tensor Norm(string name, string? group, Tensor x)
    {
        var mean = training ? x.mean([0, 2, 3]) : this[$"{name}.running_mean"];
        var centred = x - mean.reshape(1, -1, 1, 1);
        var variance = training ? centred.square().mean([0, 2, 3]) : this[$"{name}.running_var"];
        var y = centred / (variance + 1e-5).sqrt().reshape(1, -1, 1, 1) * this[$"{name}.weight"].reshape(1, -1, 1, 1);
        y += this[$"{name}.bias"].reshape(1, -1, 1, 1);
        return Kept(group is null ? y : Masked(group, y));
    }

    private static Tensor Relu6(Tensor x) => relu(x) - relu(x - 6);

    private Tensor Linear(string name, Tensor x) => Connected(name, Kept(x.mean([2, 3])));

    private Tensor Connected(string name, Tensor x) => Kept(linear(x, Kept(this[$"{name}.weight"]), Kept(this[$"{name}.bias"])));

    private Tensor Kept(Tensor x) => kept is null ? x : x + (kept(x) - x).detach();

    private Tensor Masked(string group, Tensor x)
    {
        if (gone is null) return x;
        var keep = ones([x.shape[1]], x.dtype);
        foreach (var channel in gone[group]) keep[channel] = 0.0;
        return x * keep.reshape([1, -1, .. Enumerable.Repeat(1L, x.shape.Length - 2)]);
    }
}
