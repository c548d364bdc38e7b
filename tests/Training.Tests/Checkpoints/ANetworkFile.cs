using System.Security.Cryptography;
using AdaSapSweep.TestSupport;
using AdaSapSweep.Training.Checkpoints;
using AdaSapSweep.Training.Networks;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Checkpoints;

public sealed class ANetworkFile : IDisposable
{
    private static readonly Dictionary<string, Tensor> NoMasks = [];

    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = NewDisposeScope();

    private string Path => System.IO.Path.Combine(_folder.Path, "network.safetensors");

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void KeepsACutNetwork()
    {
        using var network = Tiny.RandomNetwork("resnet8", 3, ScalarType.Float32);
        ChannelSurgery.Remove(network, new Dictionary<string, IReadOnlyCollection<int>> { ["s1"] = [1, 4], ["s2"] = [9, 31], ["layer3.0.inner"] = [0] });
        var images = Tiny.Images(2, 8);
        network.Forward(images, BatchNormMode.Train);
        NetworkFile.Write(Path, network, NoMasks);

        using var read = NetworkFile.Read(Path, CPU);
        Assert.Equal(network.Blueprint.Maps["layer2.0.shortcut"], read.Blueprint.Maps["layer2.0.shortcut"]);
        Assert.Equal(1, read.BatchesTracked);
        Assert.Equal(Tiny.Numbers(network.Forward(images, BatchNormMode.Eval)), Tiny.Numbers(read.Forward(images, BatchNormMode.Eval)));
    }

    [Fact]
    public void IsHashedAsItLies()
    {
        using var network = Tiny.Network(type: ScalarType.Float32);
        var written = NetworkFile.Write(Path, network, new Dictionary<string, Tensor> { ["conv1.weight"] = ones([16, 3, 3, 3], ScalarType.Byte) });
        var bytes = File.ReadAllBytes(Path);
        Assert.Equal(new WrittenFile(Convert.ToHexStringLower(SHA256.HashData(bytes)), bytes.Length), written);
        Assert.Equal([Path], Directory.GetFiles(_folder.Path));
        using var read = NetworkFile.Read(Path, CPU);
        Assert.Equal(network.Parameters.Keys, read.Parameters.Keys);
    }

    [Fact]
    public void HoldsFurtherNetworksAndNotesBesideItsOwn()
    {
        using var network = Tiny.Network(type: ScalarType.Float32);
        using var cut = Tiny.RandomNetwork("resnet8", 3, ScalarType.Float32);
        ChannelSurgery.Remove(cut, new Dictionary<string, IReadOnlyCollection<int>> { ["s1"] = [1, 4] });
        NetworkFile.Write(Path, network, NoMasks, new() { Others = new Dictionary<string, Network> { ["best"] = cut }, Notes = new Dictionary<string, string> { ["epoch"] = "7" } });

        var images = Tiny.Images(2, 8);
        using var own = NetworkFile.Read(Path, CPU);
        using var best = NetworkFile.ReadOther(Path, "best", CPU);
        Assert.Equal(Tiny.Numbers(network.Forward(images, BatchNormMode.Eval)), Tiny.Numbers(own.Forward(images, BatchNormMode.Eval)));
        Assert.Equal(Tiny.Numbers(cut.Forward(images, BatchNormMode.Eval)), Tiny.Numbers(best!.Forward(images, BatchNormMode.Eval)));
        Assert.Null(NetworkFile.ReadOther(Path, "teacher", CPU));
        Assert.Equal("7", NetworkFile.NotesOf(Path)["epoch"]);
    }

    [Fact]
    public void HasTheCountersOfAPyTorchStateDictionary()
    {
        using var network = Tiny.Network(type: ScalarType.Float32);
        NetworkFile.Write(Path, network, NoMasks);
        using var stream = File.OpenRead(Path);
        using var file = SafetensorsFile.Read(stream);
        Assert.Equal(ScalarType.Int64, file.Tensors["layer1.0.bn2.num_batches_tracked"].dtype);
        Assert.Empty(file.Tensors["layer1.0.bn2.num_batches_tracked"].shape);
        Assert.Equal("pt", file.Metadata["format"]);
    }

    [Theory]
    [InlineData("\"s1\":16", "\"s1\":17")]
    [InlineData("\"s1\":16", "\"s9\":16")]
    [InlineData("resnet8", "resnet9")]
    [InlineData("\"classes\":10", "\"classes\":-1")]
    [InlineData("[-1,-1,", "[99,-1,")]
    [InlineData("\"classes\":10", "\"classes\":11")]
    public void IsRefusedWhenItsArchitectureDoesNotFit(string original, string damaged)
    {
        using var network = Tiny.Network(type: ScalarType.Float32);
        var architecture = ArchitectureOf(network);
        Assert.Contains(original, architecture, StringComparison.Ordinal);
        var tensors = network.Parameters.Concat(network.Statistics).ToDictionary(t => t.Key, t => t.Value);
        var metadata = new Dictionary<string, string> { ["architecture"] = architecture.Replace(original, damaged, StringComparison.Ordinal) };
        AtomicFile.Write(Path, stream => SafetensorsWriter.Write(stream, tensors, metadata));
        Assert.Throws<InvalidDataException>(() => NetworkFile.Read(Path, CPU));
    }

    private string ArchitectureOf(Network network)
    {
        NetworkFile.Write(Path, network, NoMasks);
        using var stream = File.OpenRead(Path);
        using var file = SafetensorsFile.Read(stream);
        return file.Metadata["architecture"];
    }
}
