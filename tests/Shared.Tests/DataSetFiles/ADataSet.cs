using System.Security.Cryptography;
using System.Text;
using AdaSapSweep.Shared.DataSetFiles;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.Tests.DataSetFiles;

public sealed class ADataSet : IDisposable
{
    private const int Record = 3073;

    private static readonly DataSettings Cifar10 = new() { Name = "cifar10" };
    private static readonly DataSettings Shapes = new() { Name = "shapes", TrainImages = 10, TestImages = 5, ImageSize = 16, RenderSeed = 0 };

    private readonly string _folder = Directory.CreateTempSubdirectory("adasap-data-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void ThatIsRendered_IsNamedByWhatItIsRenderedFrom()
    {
        var fingerprint = Found(Shapes, null).Fingerprint;

        Assert.Matches("^[0-9a-f]{64}$", fingerprint);
        Assert.Equal(fingerprint, Found(Shapes with { TrainImages = 20 }, null).Fingerprint);
        Assert.NotEqual(fingerprint, Found(Shapes with { RenderSeed = 1 }, null).Fingerprint);
        Assert.NotEqual(fingerprint, Found(Shapes with { ImageSize = 32 }, null).Fingerprint);
    }

    [Theory]
    [InlineData("")]
    [InlineData("cifar-10-batches-bin")]
    public void InFiles_IsFoundInItsFolderOrTheOneThatTheArchiveMakes(string nested)
    {
        Write(Path.Combine(nested, "data_batch_2.bin"), 3 * Record);
        Write(Path.Combine(nested, "data_batch_1.bin"), 2 * Record);
        Write(Path.Combine(nested, "test_batch.bin"), Record);

        var found = Found(Cifar10, _folder);

        Assert.Equal(["data_batch_1.bin", "data_batch_2.bin"], found.TrainFiles.Select(Path.GetFileName));
        Assert.Equal(["test_batch.bin"], found.TestFiles.Select(Path.GetFileName));
        Assert.Equal((5, 1), (found.TrainImages, found.TestImages));
        Assert.Equal(4, Found(Cifar10 with { TrainImages = 4 }, _folder).TrainImages);
    }

    [Fact]
    public void ThatChangesInAByte_IsAnotherOne()
    {
        Write("data_batch_1.bin", Record);
        Write("test_batch.bin", Record);
        var before = Found(Cifar10, _folder).Fingerprint;
        Assert.Equal(before, Found(Cifar10, _folder).Fingerprint);

        Write("data_batch_1.bin", Record, fill: 1);

        Assert.NotEqual(before, Found(Cifar10, _folder).Fingerprint);
    }

    [Fact]
    public void ThatIsMissing_TellsWhatToGet()
    {
        const string get = "unpack the archive cifar-10-binary.tar.gz (\"CIFAR-10 binary version\") there";
        Assert.Equal($"data set 'cifar10' is read from files, and no data folder was given; give one, and {get}", Error(Cifar10, null));
        Assert.Equal(
            $"data set 'cifar10': looked for data_batch_*.bin and test_batch.bin in '{_folder}' and its folder cifar-10-batches-bin; {get}",
            Error(Cifar10, _folder));

        Write("data_batch_1.bin", Record);
        Assert.Equal($"data set 'cifar10': '{_folder}' has training files but no test_batch.bin; {get}", Error(Cifar10, _folder));

        File.Move(Path.Combine(_folder, "data_batch_1.bin"), Path.Combine(_folder, "test_batch.bin"));
        Assert.Equal($"data set 'cifar10': '{_folder}' has test_batch.bin but no data_batch_*.bin; {get}", Error(Cifar10, _folder));
    }

    [Theory]
    [InlineData(0, "0 bytes are")]
    [InlineData(Record - 1, "3,072 bytes are")]
    public void ThatIsDamaged_TellsWhichFile(int bytes, string size)
    {
        Write("data_batch_1.bin", bytes);
        Write("test_batch.bin", Record);

        Assert.StartsWith(
            $"data set 'cifar10': '{Path.Combine(_folder, "data_batch_1.bin")}' is damaged: {size} no whole number of records of 3,073",
            Error(Cifar10, _folder), StringComparison.Ordinal);
    }

    [Fact]
    public void ThatIsTooSmall_TellsBothNumbers()
    {
        Write("data_batch_1.bin", Record);
        Write("test_batch.bin", Record);

        Assert.Equal($"data set 'cifar10': train_images asks for 2,000 images, and '{_folder}' holds 1", Error(Cifar10 with { TrainImages = 2000 }, _folder));
    }

    /// <summary>The key of every CIFAR-10 stage ever run holds it.</summary>
    [Fact]
    public void OfRecords_KeepsTheFingerprintThatItHadInTheFirstRelease()
    {
        Write("data_batch_1.bin", 2 * Record, fill: 3);
        Write("test_batch.bin", Record, fill: 4);

        using var content = new MemoryStream();
        foreach (var (name, bytes, fill) in new[] { ("data_batch_1.bin", 2 * Record, 3), ("test_batch.bin", Record, 4) })
            content.Write([.. Encoding.UTF8.GetBytes(name + "\n"), .. BitConverter.GetBytes((long)bytes), .. Enumerable.Repeat((byte)fill, bytes)]);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content.ToArray())), Found(Cifar10, _folder).Fingerprint);
    }

    [Fact]
    public void InAFolderOfImages_IsFoundWithoutDecodingOne()
    {
        foreach (var name in new[] { "train/a/1.png", "train/a/2.jpg", "train/b/1.png", "val/a/1.png", "val/b/1.png" }) Write(name, 10);
        var settings = new DataSettings { Name = "image-folder", ImageSize = 32 };

        var found = Found(settings, _folder);

        Assert.Equal((3, 2), (found.TrainImages, found.TestImages));
        Assert.Equal(_folder, found.Folder);
        Assert.Equal(["1.png", "1.png", "2.jpg"], found.TrainFiles.Select(Path.GetFileName));
        Assert.Equal($"data set 'image-folder': test_images asks for 3 images, and '{_folder}' holds 2", Error(settings with { TestImages = 3 }, _folder));
    }

    [Fact]
    public void ThatNobodyKnows_IsAnErrorWithThoseThatThereAre() =>
        Assert.Equal(
            "there is no data set 'svhn'; there are shapes, cifar10, cifar100, tiny-imagenet, image-folder, idx", Error(new() { Name = "svhn" }, _folder));

    [Fact]
    public void ThatIsRendered_HasALargestSize() =>
        Assert.Equal("data set 'shapes' is rendered at an image_size of at most 128, not 129", Error(Shapes with { ImageSize = 129 }, null));

    private static LocatedDataSet Found(DataSettings settings, string? folder)
    {
        var lookup = DataSetCatalogue.Locate(settings, folder);
        Assert.Null(lookup.Error);
        return lookup.Found!;
    }

    private static string Error(DataSettings settings, string? folder)
    {
        var lookup = DataSetCatalogue.Locate(settings, folder);
        Assert.Null(lookup.Found);
        return lookup.Error!.Message;
    }

    private void Write(string name, int bytes, byte fill = 0)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, [.. Enumerable.Repeat(fill, bytes)]);
    }
}
