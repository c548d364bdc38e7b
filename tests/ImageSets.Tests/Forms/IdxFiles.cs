using System.Buffers.Binary;
using System.IO.Compression;
using AdaSapSweep.ImageSets.Forms;
using AdaSapSweep.Stages;

namespace AdaSapSweep.ImageSets.Tests.Forms;

public sealed class IdxFiles : IDisposable
{
    private const int Side = 5;
    private static readonly DataSettings Idx = new() { Name = DataSets.Idx };
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("train-images-idx3-ubyte", false)]
    [InlineData("train-images.idx3-ubyte", false)]
    [InlineData("train-images-idx3-ubyte.gz", true)]
    public void HoldGreyImages_WhichGoIntoAllChannels(string images, bool zipped)
    {
        WriteSet(images, zipped);
        var part = Part(Idx, ImageSplit.Training);
        Assert.Equal((2, 4, Side), (part.Count, part.Classes, part.Side));
        var (pixels, labels) = part.ReadAll();
        Assert.Equal([3, 0], labels);
        Assert.Equal([25, 26, 27], pixels[75..78]);
        Assert.Equal(pixels[75..100], pixels[100..125]);
        Assert.Equal(pixels[75..100], pixels[125..150]);
    }

    [Theory]
    [InlineData(8, 1)]
    [InlineData(9, 2)]
    public void GetABlackBorder_WhenALargerSideIsAskedFor(int side, int border)
    {
        WriteSet();
        var (pixels, _) = Part(Idx with { ImageSize = side }, ImageSplit.Training).ReadAll();
        var plane = pixels[..(side * side)];
        for (var i = 0; i < plane.Length; i++)
        {
            var (x, y) = (i % side - border, i / side - border);
            Assert.Equal(x is >= 0 and < Side && y is >= 0 and < Side ? y * Side + x : 0, plane[i]);
        }
    }

    [Fact]
    public void CannotBecomeSmaller()
    {
        WriteSet();
        Assert.Contains(
            "image_size is 4, but the images in", Assert.Throws<DataSetException>(() => Part(Idx with { ImageSize = 4 }, ImageSplit.Test)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ThatAreMissingOrDamaged_AreNamed()
    {
        Assert.Contains("looked for train-images-idx3-ubyte", Refusal(), StringComparison.Ordinal);
        WriteSet();
        var whole = File.ReadAllBytes(_folder["train-images-idx3-ubyte"]);
        foreach (var (bytes, text) in new (byte[], string)[]
        {
            (whole[..^1], "cannot be read"), ([.. whole, 0], "is longer than its 2 x 5 x 5 bytes"), ([0, 0, 9, .. whole[3..]], "no IDX file of bytes"),
            ([.. whole[..4], 0x7F, 0xFF, 0xFF, 0xFF, .. whole[8..]], "can be read"),
        })
        {
            _folder.Write("train-images-idx3-ubyte", bytes);
            Assert.Contains(text, Refusal(), StringComparison.Ordinal);
            Assert.Contains(_folder["train-images-idx3-ubyte"], Refusal(), StringComparison.Ordinal);
        }
        _folder.Write("train-images-idx3-ubyte", whole);
        File.Delete(_folder["t10k-labels-idx1-ubyte"]);
        Assert.Contains("has no t10k-labels-idx1-ubyte", Refusal(), StringComparison.Ordinal);
    }

    private string Refusal() => Assert.Throws<DataSetException>(() => Part(Idx, ImageSplit.Training)).Message;

    private ImagePart Part(DataSettings settings, ImageSplit split) => DataSetForms.Of(settings.Name).Part(settings, _folder.Path, split);

    private void WriteSet(string trainImages = "train-images-idx3-ubyte", bool zipped = false)
    {
        var train = Header(2, Side, Side);
        for (var i = 16; i < train.Length; i++) train[i] = (byte)(i - 16);
        _folder.Write(trainImages, zipped ? Zipped(train) : train);
        _folder.Write("train-labels-idx1-ubyte", [.. Header(2)[..8], 3, 0]);
        _folder.Write("t10k-images-idx3-ubyte", Header(1, Side, Side));
        _folder.Write("t10k-labels-idx1-ubyte", [.. Header(1)[..8], 2]);
    }

    private static byte[] Header(params int[] shape)
    {
        var bytes = new byte[4 + 4 * shape.Length + shape.Aggregate((a, b) => a * b)];
        (bytes[2], bytes[3]) = (8, (byte)shape.Length);
        for (var d = 0; d < shape.Length; d++) BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 + 4 * d), shape[d]);
        return bytes;
    }

    private static byte[] Zipped(byte[] bytes)
    {
        using var result = new MemoryStream();
        using (var zip = new GZipStream(result, CompressionLevel.Fastest, leaveOpen: true)) zip.Write(bytes);
        return result.ToArray();
    }
}
