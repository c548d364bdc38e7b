using System.Security.Cryptography;
using AdaSapSweep.ImageSets.Fetching;
using AdaSapSweep.ImageSets.Forms;
using AdaSapSweep.Stages;

namespace AdaSapSweep.ImageSets.Tests.Fetching;

public sealed class WhenADataSetIsFetched : IDisposable
{
    private const int Half = 4000;
    private readonly TemporaryFolder _folder = new();
    private readonly Mirror _mirror = new();

    public WhenADataSetIsFetched() => _mirror.Files["/c.tar.gz"] = Packed.Cifar10();

    public void Dispose()
    {
        _mirror.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task ItIsThere_AndNothingElseIs()
    {
        var set = await Fetch();
        Assert.Equal(_folder["cifar10"], set);
        Assert.Equal([_folder["cifar10"]], Directory.GetFileSystemEntries(_folder.Path));
        Assert.Equal(2, Part().Count);
        Assert.Equal([""], _mirror.Ranges);
    }

    [Fact]
    public async Task ADownloadThatWasCut_GoesOnWhereItEnded()
    {
        _mirror.Manners.Enqueue(new(Half));
        _mirror.Manners.Enqueue(new(100));
        await Fetch();
        Assert.Equal(["", "bytes=4000-", "bytes=4100-"], _mirror.Ranges);
        Assert.Equal([1, 2], Part().ReadAll().Labels);
    }

    [Fact]
    public async Task ADownloadThatWasGivenUp_IsGoneOnWithByTheNextFetch()
    {
        _mirror.Manners.Enqueue(new(Half));
        for (var i = 0; i < 3; i++) _mirror.Manners.Enqueue(new(Status: 503));
        var error = await Assert.ThrowsAsync<FetchException>(() => Fetch(new() { Attempts = 3, BackOff = TimeSpan.Zero }));
        Assert.Contains("503", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["cifar10"]));
        await Fetch();
        Assert.Equal("bytes=4000-", _mirror.Ranges[^1]);
        Assert.Equal([1, 2], Part().ReadAll().Labels);
    }

    [Fact]
    public async Task FromAServerWithoutRanges_ItBeginsAnew()
    {
        _mirror.Manners.Enqueue(new(Half));
        _mirror.Manners.Enqueue(new(Ranges: false));
        await Fetch();
        Assert.Equal(["", "bytes=4000-"], _mirror.Ranges);
        Assert.Equal([1, 2], Part().ReadAll().Labels);
    }

    [Fact]
    public async Task PartsOfTwoVersions_AreNotPutTogether()
    {
        _mirror.Manners.Enqueue(new(Half));
        _mirror.Manners.Enqueue(new(Status: 404));
        await Assert.ThrowsAsync<FetchException>(() => Fetch());
        (_mirror.Files["/c.tar.gz"], _mirror.Mark) = (Packed.Cifar10(shade: 9), "\"2\"");
        await Fetch();
        Assert.All(Part().ReadAll().Pixels, pixel => Assert.Equal(9, pixel));
    }

    [Fact]
    public async Task AConnectionThatStalls_IsGivenUp_AndGoneOnWith()
    {
        _mirror.Manners.Enqueue(new(Half, Stalls: true));
        await Fetch(new() { Stall = TimeSpan.FromMilliseconds(300), Attempts = 100, BackOff = TimeSpan.Zero });
        Assert.True(_mirror.Ranges.Count > 1);
        Assert.Equal([1, 2], Part().ReadAll().Labels);
    }

    [Fact]
    public async Task AServerThatNeverAnswers_IsGivenUp()
    {
        for (var i = 0; i < 2; i++) _mirror.Manners.Enqueue(new(0, Stalls: true));
        var error = await Assert.ThrowsAsync<FetchException>(() => Fetch(new() { Stall = TimeSpan.FromMilliseconds(50), Attempts = 2, BackOff = TimeSpan.Zero }));
        Assert.Contains("nothing came for", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsNotThere_IsAskedForOnce()
    {
        var error = await Assert.ThrowsAsync<FetchException>(() => new DataSetFetch(CifarForm.Cifar10, new(), _ => { }).RunAsync(
            _mirror.Address("/nothing.tar.gz").AbsoluteUri, _folder.Path, null, TestContext.Current.CancellationToken));
        Assert.Contains("404", error.Message, StringComparison.Ordinal);
        Assert.Single(_mirror.Ranges);
    }

    [Fact]
    public async Task WithAnotherChecksum_NothingIsKept()
    {
        var sum = new string('0', 64);
        var error = await Assert.ThrowsAsync<FetchException>(() => Fetch(checksum: Checksum.Sha256(sum)));
        Assert.Contains(sum, error.Message, StringComparison.Ordinal);
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(_mirror.Files["/c.tar.gz"])), error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["cifar10"]));
        Assert.Empty(Directory.GetFiles(_folder.Path, "archive*", SearchOption.AllDirectories));
        await Fetch(checksum: Checksum.Sha256(Convert.ToHexString(SHA256.HashData(_mirror.Files["/c.tar.gz"]))));
        Assert.Equal(2, Part().Count);
    }

    [Fact]
    public async Task AnArchiveWithoutTheSet_IsRefused()
    {
        _mirror.Files["/c.tar.gz"] = Packed.TarGz(Packed.File("readme.txt", [1, 2, 3]));
        var error = await Assert.ThrowsAsync<FetchException>(() => Fetch());
        Assert.Contains("does not hold data set 'cifar10'", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["cifar10"]));
    }

    [Fact]
    public async Task WhatIsThereAlready_IsLeftAlone()
    {
        Directory.CreateDirectory(_folder["cifar10"]);
        await Assert.ThrowsAsync<FetchException>(() => Fetch());
        Assert.Empty(Directory.GetFileSystemEntries(_folder["cifar10"]));
        Assert.Empty(_mirror.Ranges);
    }

    [Fact]
    public async Task AFileOfThisMachine_IsUnpacked_AndStays()
    {
        var archive = _folder.Write("mine/set.zip", Packed.Zip(
            ("photos/train/a/1.png", Png.Rgb(4, 4, (_, _) => (1, 1, 1)), 0), ("photos/train/b/1.png", Png.Rgb(4, 4, (_, _) => (2, 2, 2)), 0),
            ("photos/test/a/1.png", Png.Rgb(4, 4, (_, _) => (3, 3, 3)), 0), ("photos/test/b/1.png", Png.Rgb(4, 4, (_, _) => (4, 4, 4)), 0)));
        var form = DataSetForms.Of(DataSets.ImageFolder);
        var set = await new DataSetFetch(form, new(), _ => { }).RunAsync(archive, _folder.Path, null, TestContext.Current.CancellationToken);
        Assert.True(File.Exists(Path.Combine(set, "train", "a", "1.png")));
        Assert.True(File.Exists(archive));
    }

    [Fact]
    public async Task TheFourFilesOfMnist_AreFetchedFromTheirFolder()
    {
        foreach (var name in IdxForm.PackedFiles) _mirror.Files["/m/" + name] = Idx.Gzipped(name);
        var set = await new DataSetFetch(new IdxForm(), new() { BackOff = TimeSpan.Zero }, _ => { }).RunAsync(
            _mirror.Address("/m/").AbsoluteUri, _folder.Path, null, TestContext.Current.CancellationToken);
        Assert.Equal(IdxForm.PackedFiles.Order(StringComparer.Ordinal), Directory.GetFiles(set).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("ftp://mirror.example/c.tar.gz", "expected http, https")]
    [InlineData("no-such-file.tar.gz", "there is no file")]
    public async Task FromElsewhere_IsRefused(string from, string expected)
    {
        var error = await Assert.ThrowsAsync<FetchException>(() => new DataSetFetch(CifarForm.Cifar10, new(), _ => { }).RunAsync(from, _folder.Path, null, TestContext.Current.CancellationToken));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private Task<string> Fetch(FetchSettings? settings = null, Checksum? checksum = null) =>
        new DataSetFetch(CifarForm.Cifar10, settings ?? new() { BackOff = TimeSpan.Zero }, _ => { }).RunAsync(
            _mirror.Address("/c.tar.gz").AbsoluteUri, _folder.Path, checksum, TestContext.Current.CancellationToken);

    private ImagePart Part() => CifarForm.Cifar10.Part(new DataSettings { Name = DataSets.Cifar10 }, _folder.Path, ImageSplit.Training);
}
