using System.Collections.Immutable;
using System.Text.Json;
using AdaSapSweep.Shared.Exporting;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.Shared.Store.Results;
using AdaSapSweep.Stages;
using AdaSapSweep.TestSupport;
using AdaSapSweep.Training.Checkpoints;
using AdaSapSweep.Training.Networks;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.GpuActor.Tests.Running;

/// <summary>From the file that training leaves, through the export that knows no tensors, to what another program would read.</summary>
public sealed class AnExportedNetwork : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> EveryArchitecture => [.. Architectures.All];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ComputesWhatTheTrainedOneComputes_WithItsMasksLeftOut()
    {
        using var scope = NewDisposeScope();
        using var network = Cut("resnet8", 0.4);
        var images = rand([2, 3, 16, 16]);
        var masks = new Dictionary<string, Tensor> { ["conv1.weight"] = zeros(network.Parameters["conv1.weight"].shape, ScalarType.Byte) };
        using (no_grad()) network.Parameters["conv1.weight"].zero_();
        var expected = network.Forward(images, BatchNormMode.Eval);

        var (weights, _) = Export(network, masks);

        using var read = NetworkFile.Read(weights, CPU);
        Assert.Equal(expected.data<float>().ToArray(), read.Forward(images, BatchNormMode.Eval).data<float>().ToArray());
        using var stream = File.OpenRead(weights);
        using var file = SafetensorsFile.Read(stream);
        Assert.Equal(read.Parameters.Keys.Concat(read.Statistics.Keys).Order(), file.Tensors.Keys.Where(n => !n.EndsWith("num_batches_tracked", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public void ThatIsNotZeroUnderItsMask_IsRefused()
    {
        using var scope = NewDisposeScope();
        using var network = Cut("resnet8", 0);
        var masks = new Dictionary<string, Tensor> { ["conv1.weight"] = zeros(network.Parameters["conv1.weight"].shape, ScalarType.Byte) };
        Assert.Contains("'conv1.weight' is not zero", Assert.Throws<ExportRefusedException>(() => Export(network, masks)).Message, StringComparison.Ordinal);
    }

    /// <summary>A reader makes its modules from the description alone: every tensor of the file must fit, and no layer may ask for more.</summary>
    [Theory]
    [MemberData(nameof(EveryArchitecture))]
    public void IsDescribedTensorByTensor_AfterPruning(string architecture)
    {
        using var scope = NewDisposeScope();
        using var network = Cut(architecture, 0.9);

        var (weights, description) = Export(network, []);

        using var stream = File.OpenRead(weights);
        using var file = SafetensorsFile.Read(stream);
        var layers = JsonDocument.Parse(File.ReadAllText(description)).RootElement.GetProperty("layers").EnumerateArray().ToList();
        var shapes = layers.SelectMany(ShapesOf).ToDictionary(s => s.Name, s => s.Shape);
        Assert.Equal(file.Tensors.Keys.Order(), shapes.Keys.Order());
        Assert.All(file.Tensors, t => Assert.Equal(t.Value.shape, shapes[t.Key]));
        Assert.All(layers.Where(l => l.TryGetProperty("map", out var map) && map.ValueKind == JsonValueKind.Array), l =>
            Assert.Equal(Number(l, "channels"), l.GetProperty("map").GetArrayLength()));
        Assert.Equal(
            NetworkCosts.ParametersOf(network.Blueprint),
            JsonDocument.Parse(File.ReadAllText(description)).RootElement.GetProperty("weights").GetProperty("parameters").GetInt64());
    }

    private static Network Cut(string architecture, double share)
    {
        // Cut before the weights are drawn: the widest network has 46 million.
        var dense = NetworkCatalog.Blueprint(architecture, 10, InputNormalisation.None);
        return Network.Create(dense.Groups.Aggregate(dense, (b, g) => b.Without(g.Name, [.. Enumerable.Range(1, (int)(b.Widths[g.Name] * share))])), 1, CPU);
    }

    private (string Weights, string Description) Export(Network network, Dictionary<string, Tensor> masks)
    {
        Directory.CreateDirectory(ArtifactPaths.FolderOf(_folder["store.db"]));
        var written = NetworkFile.Write(Path.Combine(ArtifactPaths.FolderOf(_folder["store.db"]), "it.safetensors"), network, masks);
        var stage = new TrainedStage(
            StageKey.Of("it"u8), "pretrain", "", StageState.Succeeded, null, new ArtifactRecord("it.safetensors", written.Bytes, written.Sha256), null, null);
        var row = new TrialRow(
            TrialId.Of("it"), 1, "sgd", "{}", "{}", TrialState.Succeeded, null, false, 0, ImmutableSortedDictionary<string, MeasurementRow>.Empty);
        var sweep = new SweepRow(new(1), "it", "shapes", "", "", 1, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, null, null);
        return new NetworkExport(sweep, row, stage).Write(_folder["store.db"], _folder.Path, withMasks: false, overwrite: false);
    }

    private static IEnumerable<(string Name, long[] Shape)> ShapesOf(JsonElement layer)
    {
        var name = layer.GetProperty("name").GetString();
        switch (layer.GetProperty("op").GetString())
        {
            case "convolution":
                yield return ($"{name}.weight", [Number(layer, "out_channels"), Number(layer, "in_channels") / Number(layer, "groups"), Number(layer, "kernel"), Number(layer, "kernel")]);
                if (layer.GetProperty("bias").GetBoolean()) yield return ($"{name}.bias", [Number(layer, "out_channels")]);
                break;
            case "linear":
                yield return ($"{name}.weight", [Number(layer, "out_features"), Number(layer, "in_features")]);
                yield return ($"{name}.bias", [Number(layer, "out_features")]);
                break;
            case "batch_norm":
                foreach (var part in (string[])["weight", "bias", "running_mean", "running_var"]) yield return ($"{name}.{part}", [Number(layer, "channels")]);
                yield return ($"{name}.num_batches_tracked", []);
                break;
        }
    }

    private static long Number(JsonElement layer, string name) => layer.GetProperty(name).GetInt64();
}
