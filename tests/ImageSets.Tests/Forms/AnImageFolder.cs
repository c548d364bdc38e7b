using AdaSapSweep.ImageSets.Forms;
using AdaSapSweep.ImageSets.Identity;
using AdaSapSweep.Stages;

namespace AdaSapSweep.ImageSets.Tests.Forms;

public sealed class AnImageFolder : IDisposable
{
    private static readonly DataSettings Settings = new() { Name = DataSets.ImageFolder, ImageSize = 4 };
    private readonly TemporaryFolder _folder = new();

    public AnImageFolder()
    {
        _folder.Image("train/dog/b.png", 20);
        _folder.Image("train/dog/a.PNG", 10, side: 9);
        _folder.Image("train/dog/c.png", 30);
        _folder.Write("train/cat/1.jpeg", Jpeg.Rgb(16, 8, (_, _) => (100, 100, 100)));
        _folder.Image("val/dog/z.png", 40);
        _folder.Image("val/cat/z.png", 50);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void HasItsFoldersAsClasses_AndItsFrontHoldsAllOfThem()
    {
        var (pixels, labels) = Part(ImageSplit.Training).ReadAll();
        Assert.Equal([0, 1, 1, 1], labels);
        Assert.Equal([100, 10, 20, 30], Enumerable.Range(0, 4).Select(i => (int)pixels[48 * i]));
        Assert.Equal(2, Part(ImageSplit.Training).Classes);
        Assert.Equal([50, 40], Part(ImageSplit.Test).ReadAll().Pixels.Chunk(48).Select(image => (int)image[0]));
    }

    [Fact]
    public void IsReadTheSame_WholeOrInParts_ByAnyNumberOfThreads()
    {
        var part = Part(ImageSplit.Training);
        var (pixels, labels) = (new byte[2 * 48], new int[2]);
        part.Read(1, pixels, labels, new() { MaxDegreeOfParallelism = 1 });
        Assert.Equal(part.ReadAll().Pixels[48..144], pixels);
        Assert.Equal([1, 1], labels);
    }

    [Fact]
    public void WithTestImages_IsTestedOnThem_AndNotOnTheValidationImages()
    {
        _folder.Image("test/dog/z.png", 60);
        _folder.Image("test/cat/z.png", 70);
        Assert.Equal([70, 60], Part(ImageSplit.Test).ReadAll().Pixels.Chunk(48).Select(image => (int)image[0]));
    }

    [Fact]
    public void WithTestImagesOfNoClass_IsTestedOnTheValidationImages()
    {
        _folder.Image("test/1.png", 60);
        Assert.Equal([50, 40], Part(ImageSplit.Test).ReadAll().Pixels.Chunk(48).Select(image => (int)image[0]));
    }

    [Fact]
    public void WithAClassInOnePartOnly_IsRefused()
    {
        _folder.Image("train/eel/a.png", 1);
        Assert.Contains($"class 'eel' is in '{_folder["train"]}' but not in '{_folder["val"]}'", Refusal(), StringComparison.Ordinal);
        Directory.Move(_folder["train/eel"], _folder["val/eel"]);
        Assert.Contains($"class 'eel' is in '{_folder["val"]}' but not in '{_folder["train"]}'", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutClasses_OrWithAnEmptyOne_OrImagesThatCannotBeRead_SaysWhich()
    {
        Directory.CreateDirectory(_folder["train/ape"]);
        Directory.CreateDirectory(_folder["val/ape"]);
        Assert.Contains($"'{_folder["train/ape"]}' holds no JPEG or PNG image", Refusal(), StringComparison.Ordinal);
        var bitmap = _folder.Write("train/ape/x.bmp", [1]);
        Assert.Contains($"'{bitmap}' is of a format that cannot be read", Refusal(), StringComparison.Ordinal);
        Directory.Delete(_folder["val"], recursive: true);
        Assert.Contains("there are no folders of classes in", Refusal(), StringComparison.Ordinal);
        Directory.Delete(_folder["train"], recursive: true);
        Assert.Contains("looked for folders of classes in", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void WithADamagedImage_NamesIt()
    {
        var file = _folder.Write("train/dog/b.png", Png.Rgb(4, 4, (_, _) => (1, 2, 3))[..^20]);
        var error = Assert.Throws<DataSetException>(() => Part(ImageSplit.Training).ReadAll());
        Assert.StartsWith($"image '{file}' cannot be read: it is damaged", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PassesOverWhatIsNoImage()
    {
        _folder.Write("train/dog/readme.txt", [1]);
        _folder.Write("train/dog/.hidden.png", [1]);
        _folder.Write("train/.cache/x.png", [1]);
        Assert.Equal(4, Part(ImageSplit.Training).Count);
    }

    [Fact]
    public void OfLinks_IsWhatTheyLeadTo()
    {
        var before = PrintOf(null);
        File.Move(_folder["train/dog/b.png"], _folder["elsewhere.png"]);
        File.CreateSymbolicLink(_folder["train/dog/b.png"], _folder["elsewhere.png"]);
        Assert.Equal([100, 10, 20, 30], Part(ImageSplit.Training).ReadAll().Pixels.Chunk(48).Select(image => (int)image[0]));
        Assert.Equal(before, PrintOf(null));
    }

    [Fact]
    public void IsAnotherSet_WhenAByteANameOrAClassChanges()
    {
        var prints = new List<string> { PrintOf(null) };
        _folder.Image("train/dog/b.png", 21);
        prints.Add(PrintOf(null));
        File.Move(_folder["train/dog/b.png"], _folder["train/dog/bb.png"]);
        prints.Add(PrintOf(null));
        File.Move(_folder["train/dog/bb.png"], _folder["train/cat/bb.png"]);
        prints.Add(PrintOf(null));
        Assert.Equal(4, prints.Distinct().Count());
    }

    [Fact]
    public void ThatNobodyTouched_IsNotReadAgain_AndOneThatWasIs()
    {
        var cache = new FingerprintCache(_folder["prints"]);
        var before = PrintOf(cache);
        var entry = Assert.Single(Directory.GetFiles(_folder["prints"]));
        var marker = new string('a', 64);
        File.WriteAllText(entry, marker);
        Assert.Equal(Fingerprint.Of($"image-folder reading 1 decoding 1 {marker}"), PrintOf(cache));
        File.WriteAllText(entry, "nonsense");
        Assert.Equal(before, PrintOf(cache));
        File.SetLastWriteTimeUtc(_folder["train/dog/b.png"], new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        Assert.Equal(before, PrintOf(cache));
        Assert.Equal(2, Directory.GetFiles(_folder["prints"]).Length);
    }

    private string PrintOf(FingerprintCache? cache) =>
        new ImageFolderForm().FingerprintOf(_folder.Path, [Part(ImageSplit.Training), Part(ImageSplit.Test)], cache);

    private string Refusal() => Assert.Throws<DataSetException>(() => Part(ImageSplit.Training)).Message;

    private ImagePart Part(ImageSplit split) => new ImageFolderForm().Part(Settings, _folder.Path, split);
}
