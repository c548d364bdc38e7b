using AdaSapSweep.Shared.Store;
using AdaSapSweep.TestSupport;

namespace AdaSapSweep.Shared.Tests.Store;

public sealed class AFolderMark
{
    [Fact]
    public void IsMadeOnce_AndTellsFoldersApart()
    {
        using var folder = new TemporaryFolder();
        var (one, two) = (folder["one"], folder["two"]);
        Assert.Null(FolderMark.Read(one));
        var mark = FolderMark.Ensure(one);
        Assert.Equal(mark, FolderMark.Ensure(one));
        Assert.Equal(mark, FolderMark.Read(one));
        Assert.NotEqual(mark, FolderMark.Ensure(two));
        Assert.Single(Directory.EnumerateFileSystemEntries(one));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10_000)]
    public void ThatCannotBeUsed_IsReplaced(int length)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder[FolderMark.FileName], new string('x', length));
        Assert.Null(FolderMark.Read(folder.Path));
        Assert.Equal(FolderMark.Ensure(folder.Path), FolderMark.Read(folder.Path));
    }
}
