using AdaSapSweep.ImageSets.Forms;
using AdaSapSweep.ImageSets.Splitting;
using AdaSapSweep.Stages;

namespace AdaSapSweep.ImageSets.Tests.Splitting;

public sealed class AFolderThatIsSplit : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public AFolderThatIsSplit()
    {
        PngFiles.Write(_folder["pngs"], train: 10, test: 1);
        Directory.Move(Path.Combine(_folder["pngs"], "train"), _folder["photos"]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void IsADataSet_OfAllItsImages_EachOnce()
    {
        var split = FolderSplit.Write(_folder["photos"], _folder["split"], 0.2);

        Assert.Equal([new("checks", 8, 2), new("plain", 8, 2), new("stripes", 8, 2)], split);
        var form = DataSetForms.Of(DataSets.ImageFolder);
        var parts = new[] { ImageSplit.Training, ImageSplit.Test }.Select(part => form.Part(new DataSettings { Name = form.Name }, _folder["split"], part)).ToList();
        Assert.Equal([24, 6], parts.Select(part => part.Count));
        var images = parts.SelectMany(part => part.Files).Select(file => File.ResolveLinkTarget(file, returnFinalTarget: true)!.FullName).ToList();
        Assert.Equal(Directory.GetFiles(_folder["photos"], "*.png", SearchOption.AllDirectories).Order(), images.Order());
    }

    [Fact]
    public void IsSplitInTheSameWayElsewhere()
    {
        FolderSplit.Write(_folder["photos"], _folder["a"], 0.3);
        Directory.Move(_folder["photos"], _folder["moved"]);
        FolderSplit.Write(_folder["moved"], _folder["b"], 0.3);

        Assert.Equal(Names("a"), Names("b"));
    }

    [Theory]
    [InlineData(0.001, 1)]
    [InlineData(0.999, 9)]
    public void HasImagesInBothParts(double share, int tested) =>
        Assert.All(FolderSplit.Write(_folder["photos"], _folder["split"], share), part => Assert.Equal((10 - tested, tested), (part.Train, part.Test)));

    [Fact]
    public void LeavesNothing_WhereAClassHasOneImageOnly()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(_folder["photos"], "stripes")).Skip(1)) File.Delete(file);

        Assert.Contains("stripes", Assert.Throws<DataSetException>(() => FolderSplit.Write(_folder["photos"], _folder["split"], 0.2)).Message, StringComparison.Ordinal);
        Assert.Equal(["photos", "pngs"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void IsNotWrittenIntoAFolderThatIsThere() =>
        Assert.Contains("is there already", Assert.Throws<DataSetException>(() => FolderSplit.Write(_folder["photos"], _folder["pngs"], 0.2)).Message, StringComparison.Ordinal);

    private IEnumerable<string> Names(string split) =>
        Directory.GetFiles(_folder[split], "*.png", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_folder[split], file)).Order(StringComparer.Ordinal);
}
