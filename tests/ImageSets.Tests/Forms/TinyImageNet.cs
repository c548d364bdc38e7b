using AdaSapSweep.ImageSets.Forms;
using AdaSapSweep.Stages;

namespace AdaSapSweep.ImageSets.Tests.Forms;

public sealed class TinyImageNet : IDisposable
{
    private static readonly DataSettings Settings = new() { Name = DataSets.TinyImageNet, ImageSize = 4 };
    private readonly TemporaryFolder _folder = new();

    public TinyImageNet()
    {
        _folder.Image("tiny-imagenet-200/train/n02/images/n02_0.JPEG", 20);
        _folder.Image("tiny-imagenet-200/train/n01/images/n01_0.JPEG", 10);
        _folder.Image("tiny-imagenet-200/train/n01/images/n01_1.JPEG", 11);
        _folder.Image("tiny-imagenet-200/val/images/val_0.JPEG", 2);
        _folder.Image("tiny-imagenet-200/val/images/val_1.JPEG", 1);
        Annotate("val_0.JPEG\tn02\t0\t0\t62\t57\nval_1.JPEG\tn01\t0\t0\t62\t57\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void HasItsClassesFromFolders_AndThoseOfValidationImagesFromTheList()
    {
        var (train, test) = (Part(ImageSplit.Training), Part(ImageSplit.Test));
        Assert.Equal((3, 2, 2, 4), (train.Count, test.Count, train.Classes, train.Side));
        Assert.Equal([0, 1, 0], train.ReadAll().Labels);
        Assert.Equal([10, 20, 11], train.ReadAll().Pixels.Chunk(48).Select(image => (int)image[0]));
        Assert.Equal([0, 1], test.ReadAll().Labels);
        Assert.Equal([1, 2], test.ReadAll().Pixels.Chunk(48).Select(image => (int)image[0]));
    }

    [Fact]
    public void HasSixtyFourPixelsASide() => Assert.Equal(64, new TinyImageNetForm().Part(Settings with { ImageSize = null }, _folder.Path, ImageSplit.Test).Side);

    [Fact]
    public void IsAnotherSet_WhenAnAnnotationChanges()
    {
        var before = Print();
        Annotate("val_0.JPEG\tn01\nval_1.JPEG\tn02\n");
        Assert.NotEqual(before, Print());
    }

    [Theory]
    [InlineData("val_0.JPEG\tn03\n", "names class 'n03'")]
    [InlineData("val_0.JPEG\n", "line 1 of")]
    [InlineData("../val_0.JPEG\tn01\n", "line 1 of")]
    [InlineData("val_0.JPEG\tn01\n", "names no image of class 'n02'")]
    public void WithAListThatDoesNotFit_SaysWhere(string annotations, string expected)
    {
        Annotate(annotations);
        Assert.Contains(expected, Assert.Throws<DataSetException>(() => Part(ImageSplit.Test)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhoseListNamesAMissingImage_NamesIt()
    {
        File.Delete(_folder["tiny-imagenet-200/val/images/val_0.JPEG"]);
        var error = Assert.Throws<DataSetException>(() => Part(ImageSplit.Test).ReadAll());
        Assert.Contains("val_0.JPEG' cannot be read", error.Message, StringComparison.Ordinal);
    }

    private void Annotate(string text) => File.WriteAllText(_folder["tiny-imagenet-200/val/val_annotations.txt"], text);

    private string Print() =>
        new TinyImageNetForm().FingerprintOf(_folder["tiny-imagenet-200"], [Part(ImageSplit.Training), Part(ImageSplit.Test)], null);

    private ImagePart Part(ImageSplit split) => new TinyImageNetForm().Part(Settings, _folder.Path, split);
}
