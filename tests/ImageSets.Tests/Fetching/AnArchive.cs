using System.Formats.Tar;
using AdaSapSweep.ImageSets.Fetching;

namespace AdaSapSweep.ImageSets.Tests.Fetching;

public sealed class AnArchive : IDisposable
{
    private const int LinkMode = 0xA1FF;
    private const int FileMode = 0x81A4;
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, byte[]> Bad => new()
    {
        { "no plain path", Packed.TarGz(Packed.File("../out.txt", [1])) },
        { "no plain path", Packed.TarGz(Packed.File("a/../../out.txt", [1])) },
        { "no plain path", Packed.TarGz(Packed.Folder("../out/")) },
        { "no plain path", Packed.TarGz(Packed.File("a\\..\\out.txt", [1])) },
        { "only files and folders", Packed.TarGz(Packed.Link("a", "../out.txt")) },
        { "only files and folders", Packed.TarGz(new PaxTarEntry(TarEntryType.HardLink, "a") { LinkName = "out.txt" }) },
        { "twice", Packed.TarGz(Packed.File("a", [1]), Packed.File("a", [2])) },
        { "more than 3 entries", Packed.TarGz(Packed.File("a", []), Packed.File("b", []), Packed.File("c", []), Packed.File("d", [])) },
        { "more than 100 bytes", Packed.TarGz(Packed.File("a", new byte[60]), Packed.File("b", new byte[41])) },
        { "cannot be unpacked", Packed.Cifar10()[..5000] },
        { "no plain path", Packed.Zip(("../out.txt", [1], 0)) },
        { "no plain path", Packed.Zip(("/out.txt", [1], 0)) },
        { "a link or a device", Packed.Zip(("a", "../out.txt"u8.ToArray(), LinkMode)) },
        { "more than 100 bytes", Packed.Zip(("a", new byte[101], FileMode)) },
        { "neither .tar.gz, .tar nor .zip", new byte[1000] },
        { "neither .tar.gz, .tar nor .zip", [] },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Bad))]
    public void OfAnybodysMaking_CannotWriteOutsideItsFolder_NorWithoutLimit(string expected, byte[] archive)
    {
        var error = Assert.Throws<FetchException>(() => Unpack(archive, new() { Entries = 3, Bytes = 100 }));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Equal([_folder["archive"], _folder["into"]], Directory.GetFileSystemEntries(_folder.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void WithAnAbsolutePath_WritesBelowItsFolderOrNothing()
    {
        Assert.Throws<FetchException>(() => Unpack(Packed.TarGz(Packed.File(_folder["out.txt"], [1])), new()));
        Assert.False(File.Exists(_folder["out.txt"]));
    }

    [Fact]
    public void OfEachKind_IsUnpacked()
    {
        Unpack(Packed.TarGz(Packed.Folder("./"), Packed.File("./a/b.txt", [1, 2])), new());
        Unpack(Packed.Zip(("c/", [], 0), ("c/d.txt", [3], FileMode)), new());
        Assert.Equal([1, 2], File.ReadAllBytes(_folder["into/a/b.txt"]));
        Assert.Equal([3], File.ReadAllBytes(_folder["into/c/d.txt"]));
    }

    private void Unpack(byte[] archive, ArchiveLimits limits)
    {
        Directory.CreateDirectory(_folder["into"]);
        Archive.Unpack(_folder.Write("archive", archive), _folder["into"], limits, _ => { }, TestContext.Current.CancellationToken);
    }
}
