using AdaSapSweep.ImageSets.Forms;
using AdaSapSweep.Stages;

namespace AdaSapSweep.ImageSets.Tests.Forms;

public sealed class CifarFiles : IDisposable
{
    private static readonly DataSettings Cifar10 = new() { Name = DataSets.Cifar10 };
    private static readonly DataSettings Cifar100 = new() { Name = DataSets.Cifar100 };
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AreReadInTheOrderOfTheirNames()
    {
        Records("data_batch_2.bin", 3, 4);
        Records("data_batch_1.bin", 1, 2);
        Records("test_batch.bin", 9);
        var (pixels, labels) = Part(Cifar10, ImageSplit.Training).ReadAll();
        Assert.Equal([1, 2, 3, 4], labels);
        Assert.Equal(4 * 3072, pixels.Length);
        Assert.Equal(Pixel(3, 17), pixels[2 * 3072 + 17]);
        Assert.Equal([9], Part(Cifar10, ImageSplit.Test).ReadAll().Labels);
    }

    [Fact]
    public void AreReadFromTheMiddle_AcrossFiles()
    {
        Records("data_batch_1.bin", 1, 2, 3);
        Records("data_batch_2.bin", 4);
        Records("data_batch_3.bin", 5, 6);
        Records("test_batch.bin", 9);
        var (pixels, labels) = (new byte[3 * 3072], new int[3]);
        Part(Cifar10, ImageSplit.Training).Read(2, pixels, labels, new());
        Assert.Equal([3, 4, 5], labels);
        Assert.Equal((Pixel(3, 0), Pixel(4, 0), Pixel(5, 3071)), (pixels[0], pixels[3072], pixels[3 * 3072 - 1]));
    }

    [Fact]
    public void OfTheHundredClasses_HaveTheFineLabel_AndAreFoundOneFolderDeeper()
    {
        foreach (var name in new[] { "train.bin", "test.bin" })
            _folder.Write($"cifar-100-binary/{name}", [19, 99, .. Enumerable.Repeat((byte)7, 3072)]);
        var part = Part(Cifar100, ImageSplit.Test);
        Assert.Equal((1, 100, 32), (part.Count, part.Classes, part.Side));
        var (pixels, labels) = part.ReadAll();
        Assert.Equal([99], labels);
        Assert.All(pixels, value => Assert.Equal(7, value));
    }

    [Fact]
    public void OfThePartThatNobodyAskedFor_AreNotLookedAt()
    {
        Records("data_batch_1.bin", 1, 2);
        _folder.Write("test_batch.bin", [1]);
        Assert.Equal([1, 2], Part(Cifar10, ImageSplit.Training).ReadAll().Labels);
        Assert.Contains("damaged", Assert.Throws<DataSetException>(() => Part(Cifar10, ImageSplit.Test)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WithALabelThatIsNone_AreRefused()
    {
        Records("data_batch_1.bin", 1);
        Records("test_batch.bin", 3, 10);
        var error = Assert.Throws<DataSetException>(() => Part(Cifar10, ImageSplit.Test).ReadAll());
        Assert.Contains($"record 1 of '{_folder["test_batch.bin"]}' has label 10, not 0 to 9", error.Message, StringComparison.Ordinal);
    }

    private static byte Pixel(int label, int index) => (byte)(label * 31 + index);

    private ImagePart Part(DataSettings settings, ImageSplit split) => DataSetForms.Of(settings.Name).Part(settings, _folder.Path, split);

    private void Records(string name, params byte[] labels) =>
        _folder.Write(name, [.. labels.SelectMany(label => Enumerable.Range(0, 3072).Select(i => Pixel(label, i)).Prepend(label))]);
}
