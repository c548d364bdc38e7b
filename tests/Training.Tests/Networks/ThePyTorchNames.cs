using AdaSapSweep.Stages;
using AdaSapSweep.Training.Networks;
using Xunit;

namespace AdaSapSweep.Training.Tests.Networks;

/// <summary>Names of tensors, as the sources of the families list them in a state dictionary; weights load there by name.</summary>
public sealed class ThePyTorchNames
{
    [Theory]
    [InlineData("resnet20", new[] { 3, 3, 3 }, "linear", null)]
    [InlineData("resnet18", new[] { 2, 2, 2, 2 }, "fc", "downsample")]
    [InlineData("resnet34", new[] { 3, 4, 6, 3 }, "fc", "downsample")]
    public void OfBasicResNets(string architecture, int[] blocks, string classifier, string? projection) =>
        RequireNames(architecture,
        [
            "conv1", "bn1",
            .. Blocks("layer{0}.{1}", blocks).SelectMany(b => (string[])
            [
                $"{b.Name}.conv1", $"{b.Name}.bn1", $"{b.Name}.conv2", $"{b.Name}.bn2",
                .. projection is not null && b is { Stage: > 1, Block: 0 } ? [$"{b.Name}.{projection}.0", $"{b.Name}.{projection}.1"] : (string[])[],
            ]),
            classifier,
        ]);

    [Fact]
    public void OfResNet50() => RequireNames("resnet50",
        [
            "conv1", "bn1",
            .. Blocks("layer{0}.{1}", [3, 4, 6, 3]).SelectMany(b => (string[])
            [
                .. new[] { "conv1", "bn1", "conv2", "bn2", "conv3", "bn3" }.Select(part => $"{b.Name}.{part}"),
                .. b.Block == 0 ? [$"{b.Name}.downsample.0", $"{b.Name}.downsample.1"] : (string[])[],
            ]),
            "fc",
        ]);

    [Theory]
    [InlineData("preact-resnet18", "layer{0}.{1}", new[] { 2, 2, 2, 2 }, "shortcut.0", 2, "bn", "linear")]
    [InlineData("wrn-28-10", "block{0}.layer.{1}", new[] { 4, 4, 4 }, "convShortcut", 1, "bn1", "fc")]
    [InlineData("wrn-34-10", "block{0}.layer.{1}", new[] { 5, 5, 5 }, "convShortcut", 1, "bn1", "fc")]
    public void OfPreActivatedResNets(
        string architecture, string block, int[] blocks, string projection, int firstProjected, string lastNorm, string classifier) =>
        RequireNames(architecture,
        [
            "conv1",
            .. Blocks(block, blocks).SelectMany(b => (string[])
            [
                $"{b.Name}.bn1", $"{b.Name}.conv1", $"{b.Name}.bn2", $"{b.Name}.conv2",
                .. b.Block == 0 && b.Stage >= firstProjected ? [$"{b.Name}.{projection}"] : (string[])[],
            ]),
            lastNorm, classifier,
        ]);

    [Theory]
    [InlineData("vgg8-bn", new[] { 0, 4, 8, 12, 16 })]
    [InlineData("vgg11-bn", new[] { 0, 4, 8, 11, 15, 18, 22, 25 })]
    [InlineData("vgg16-bn", new[] { 0, 3, 7, 10, 14, 17, 20, 24, 27, 30, 34, 37, 40 })]
    public void OfVgg(string architecture, int[] convolutions)
    {
        var features = convolutions.SelectMany(j => new[] { $"features.{j}", $"features.{j + 1}" }).ToArray();
        RequireNames(architecture, [.. features, "classifier"], biased: true);
        if (architecture != "vgg8-bn")
            RequireNames(architecture, [.. features, "classifier.0", "classifier.3", "classifier.6"], biased: true, stem: Stems.ImageNet);
    }

    [Fact]
    public void OfMobileNetV2() => RequireNames("mobilenet-v2",
        [
            "features.0.0", "features.0.1", "features.1.conv.0.0", "features.1.conv.0.1", "features.1.conv.1", "features.1.conv.2",
            .. Enumerable.Range(2, 16).SelectMany(i => new[] { "0.0", "0.1", "1.0", "1.1", "2", "3" }.Select(part => $"features.{i}.conv.{part}")),
            "features.18.0", "features.18.1", "classifier.1",
        ], stem: Stems.ImageNet);

    [Fact]
    public void OfMobileNetV1() => RequireNames("mobilenet-v1",
        ["conv1", "bn1", .. Enumerable.Range(0, 13).SelectMany(i => new[] { "conv1", "bn1", "conv2", "bn2" }.Select(part => $"layers.{i}.{part}")), "linear"]);

    private static IEnumerable<(string Name, int Stage, int Block)> Blocks(string name, int[] blocks) =>
        blocks.SelectMany((count, stage) => Enumerable.Range(0, count).Select(b => (string.Format(null, name, stage + 1, b), stage + 1, b)));

    /// <param name="modules">Each has a weight; the last ones, linear layers, and batch norms have a bias.</param>
    /// <param name="biased">Convolutions have a bias too.</param>
    private static void RequireNames(string architecture, string[] modules, bool biased = false, string stem = Stems.Cifar)
    {
        var blueprint = NetworkCatalog.Blueprint(architecture, 10, InputNormalisation.None, stem);
        var convolutions = blueprint.Layers.OfType<Convolution>().Select(c => c.Name).ToHashSet();
        var norms = blueprint.Layers.OfType<BatchNorm>().Select(n => n.Name).ToHashSet();
        var expected = modules.SelectMany(m => (string[])
        [
            $"{m}.weight", .. !biased && convolutions.Contains(m) ? [] : (string[])[$"{m}.bias"],
            .. norms.Contains(m) ? [$"{m}.running_mean", $"{m}.running_var"] : (string[])[],
        ]);
        Assert.Equal(expected.Order(StringComparer.Ordinal), TensorDeclaration.Of(blueprint).Select(t => t.Name).Order(StringComparer.Ordinal));
    }
}
