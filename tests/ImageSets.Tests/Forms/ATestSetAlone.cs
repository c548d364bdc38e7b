using System.Buffers.Binary;
using AdaSapSweep.ImageSets.Forms;
using AdaSapSweep.Stages;

namespace AdaSapSweep.ImageSets.Tests.Forms;

/// <summary>Without a training part beside it.</summary>
public sealed class ATestSetAlone : IDisposable
{
    private static readonly DataSettings Photos = new() { Name = DataSets.ImageFolder, ImageSize = 4 };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("test/")]
    [InlineData("val/")]
    public void OfFolders_LiesInTestOrValOrInTheFolderItself(string within)
    {
        _folder.Image($"{within}cat/1.png", 10);
        _folder.Image($"{within}dog/1.png", 20);
        _folder.Image($"{within}dog/2.png", 30);
        var part = Of(Photos, _folder.Path).Part;
        var (pixels, labels) = part.ReadAll();
        Assert.Equal([0, 1, 1], labels);
        Assert.Equal([10, 20, 30], pixels.Chunk(48).Select(image => (int)image[0]));
        Assert.Equal(["cat", "dog"], part.ClassNames!);
    }

    [Fact]
    public void OfFolders_IsTheSameWhereverItLies()
    {
        foreach (var folder in (string[])["a/test", "b", "c"])
        {
            _folder.Image($"{folder}/cat/1.png", folder == "c" ? 11 : 10);
            _folder.Image($"{folder}/dog/1.png", 20);
        }
        Assert.Equal(Fingerprint(Photos, "a"), Fingerprint(Photos, "b"));
        Assert.NotEqual(Fingerprint(Photos, "a"), Fingerprint(Photos, "c"));
    }

    [Fact]
    public void OfFolders_WithoutClasses_IsRefused()
    {
        _folder.Image("1.png", 1);
        Assert.Equal(
            $"data set 'image-folder': there are no folders of classes in '{_folder.Path}', nor in test or val in it",
            Assert.Throws<DataSetException>(() => Of(Photos, _folder.Path)).Message);
    }

    [Fact]
    public void OfRecords_IsAFileOfAnyName_OrTheFolderOfOne()
    {
        DataSettings cifar = new() { Name = DataSets.Cifar100 };
        byte[] records = [.. Enumerable.Range(0, 2).SelectMany(i => (byte[])[7, (byte)(40 + i), .. Enumerable.Repeat((byte)i, 3072)])];
        _folder.Write("x/anything.dat", records);
        _folder.Write("y/cifar-100-binary/test.bin", records);
        Assert.Equal([40, 41], Of(cifar, _folder["x/anything.dat"]).Part.ReadAll().Labels);
        Assert.Equal([40, 41], Of(cifar, _folder["y"]).Part.ReadAll().Labels);
        Assert.Equal(Fingerprint(cifar, "x/anything.dat"), Fingerprint(cifar, "y"));
    }

    [Fact]
    public void OfIdxFiles_NeedsNoTrainingLabels()
    {
        _folder.Write("t10k-images-idx3-ubyte", [0, 0, 8, 3, .. Length(2), .. Length(2), .. Length(2), 1, 2, 3, 4, 5, 6, 7, 8]);
        _folder.Write("t10k-labels-idx1-ubyte", [0, 0, 8, 1, .. Length(2), 3, 1]);
        var part = Of(new() { Name = DataSets.Idx, ImageSize = 4 }, _folder.Path).Part;
        Assert.Equal((2, 4, 4), (part.Count, part.Classes, part.Side));
        Assert.Equal([3, 1], part.ReadAll().Labels);
    }

    private static LoneTestSet Of(DataSettings settings, string path) => DataSetForms.Of(settings.Name).TestAlone(settings, path);

    private string Fingerprint(DataSettings settings, string path) => DataSetForms.Of(settings.Name).FingerprintOfAlone(Of(settings, _folder[path]), null);

    private static byte[] Length(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
