using System.Security.Cryptography;
using AdaSapSweep.Training.Checkpoints;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Checkpoints;

public sealed class ASafetensorsFile : IDisposable
{
    private static readonly Dictionary<string, string> NoMetadata = [];

    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void HasTheReferenceBytesWithMetadata()
    {
        var bytes = Written(
            new() { ["w"] = tensor(new[] { .5f, .25f }, [2, 1]), ["b"] = tensor(new[] { 1f, -2f }), ["n"] = tensor(3L) }, new() { ["format"] = "pt" });
        Assert.Equal(232, bytes.Length);
        Assert.Equal("eb030cef262868117f068b4ed9ed49d90a97aae79e2bf16bf66312a83dfb97ed", Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    [Fact]
    public void HasTheReferenceBytesWithoutMetadata()
    {
        var bytes = Written(new() { ["fc.weight"] = tensor(new[] { 1f, 2, 3, 4, 5, 6 }, [2, 3]), ["fc.bias"] = tensor(new[] { .5f, -1.5f }) }, []);
        Assert.Equal(168, bytes.Length);
        Assert.Equal("19e0d949097ac7b67f815ad9b0314498e74c801190f2bc21f71a76e25f40676a", Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    [Fact]
    public void IsReadAsItWasWritten()
    {
        var bytes = Written(
            new()
            {
                ["double"] = tensor(new[] { 1.5, -2.5 }),
                ["byte"] = tensor(new byte[] { 0, 255 }),
                ["flag"] = tensor(new[] { true, false }),
                ["none"] = zeros([0, 3]),
                ["int"] = tensor(new[] { 7 }),
            },
            new() { ["note"] = "\"quoted\" é" });
        using var file = SafetensorsFile.Read(new MemoryStream(bytes));
        Assert.Equal("\"quoted\" é", file.Metadata["note"]);
        Assert.Equal([1.5, -2.5], file.Tensors["double"].data<double>().ToArray());
        Assert.Equal([0, 255], file.Tensors["byte"].data<byte>().ToArray());
        Assert.Equal([true, false], file.Tensors["flag"].data<bool>().ToArray());
        Assert.Equal([0, 3], file.Tensors["none"].shape);
        Assert.Equal(7, file.Tensors["int"].item<int>());
    }

    [Fact]
    public void MayHaveAnUnalignedHeader()
    {
        using var file = SafetensorsFile.Read(new MemoryStream(Raw("""{"test":{"dtype":"I32","shape":[2,2],"data_offsets":[0,16]}}""", 16)));
        Assert.Equal([2, 2], file.Tensors["test"].shape);
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"I32","shape":[2],"data_offsets":[0,8]}}""", 7, "end of the buffer")]
    [InlineData("""{"a":{"dtype":"I32","shape":[2],"data_offsets":[0,8]}}""", 9, "bytes that no tensor owns")]
    [InlineData("""{"a":{"dtype":"I32","shape":[3],"data_offsets":[0,8]}}""", 8, "size and shape")]
    [InlineData("""{"a":{"dtype":"I32","shape":[1],"data_offsets":[4,8]}}""", 8, "hole in front")]
    [InlineData("""{"a":{"dtype":"I32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"I32","shape":[1],"data_offsets":[8,12]}}""", 12, "hole")]
    [InlineData("""{"a":{"dtype":"I32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"I32","shape":[1],"data_offsets":[4,8]}}""", 8, "overlap")]
    [InlineData("""{"a":{"dtype":"I32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"I32","shape":[1],"data_offsets":[4,8]}}""", 8, "duplicate")]
    [InlineData("""{"a":{"dtype":"I32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}""", 0, "overflow")]
    [InlineData("""{"a":{"dtype":"I32","shape":[-1],"data_offsets":[0,-4]}}""", 0, "negative")]
    [InlineData("""{"a":{"dtype":"X9","shape":[1],"data_offsets":[0,4]}}""", 4, "unknown type")]
    [InlineData("""{"a":{"dtype":"I32","shape":[1]}}""", 4, "no offsets")]
    [InlineData("""{"__metadata__":{"a":1}}""", 0, "metadata that is no text")]
    [InlineData(""" {"a":{"dtype":"I32","shape":[1],"data_offsets":[0,4]}}""", 4, "does not begin with a brace")]
    [InlineData("""{"a":""", 0, "no JSON")]
    [InlineData("[]", 0, "no object")]
    [InlineData("", 0, "no header")]
    public void IsRefusedWhenDamaged(string header, int buffer, string fault)
    {
        var error = Assert.Throws<InvalidDataException>(() => SafetensorsFile.Read(new MemoryStream(Raw(header, buffer))));
        Assert.False(string.IsNullOrWhiteSpace(error.Message), fault);
    }

    [Fact]
    public void IsRefusedWhenTheHeaderIsNotUtf8()
    {
        var bytes = Raw("""{"a":{"dtype":"I32","shape":[1],"data_offsets":[0,4]}}""", 4);
        bytes[10] = 0xff;
        Assert.Throws<InvalidDataException>(() => SafetensorsFile.Read(new MemoryStream(bytes)));
    }

    [Theory]
    [InlineData(100_000_001L)]
    [InlineData(-1L)]
    [InlineData(1000L)]
    public void IsRefusedWhenTheHeaderLengthIsImpossible(long length) =>
        Assert.Throws<InvalidDataException>(() => SafetensorsFile.Read(new MemoryStream([.. BitConverter.GetBytes(length), (byte)'{', (byte)'}'])));

    private static byte[] Raw(string header, int buffer)
    {
        var json = System.Text.Encoding.UTF8.GetBytes(header);
        return [.. BitConverter.GetBytes((long)json.Length), .. json, .. new byte[buffer]];
    }

    private static byte[] Written(Dictionary<string, Tensor> tensors, Dictionary<string, string> metadata)
    {
        using var stream = new MemoryStream();
        SafetensorsWriter.Write(stream, tensors, metadata.Count == 0 ? NoMetadata : metadata);
        return stream.ToArray();
    }
}
