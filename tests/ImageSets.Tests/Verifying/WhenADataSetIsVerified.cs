using AdaSapSweep.ImageSets.Forms;
using AdaSapSweep.ImageSets.Identity;
using AdaSapSweep.ImageSets.Verifying;
using AdaSapSweep.Stages;

namespace AdaSapSweep.ImageSets.Tests.Verifying;

public sealed class WhenADataSetIsVerified : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public WhenADataSetIsVerified()
    {
        foreach (var name in new[] { "train/a/1.png", "train/a/2.png", "train/b/1.png", "test/a/1.png", "test/b/1.png" }) _folder.Image(name, 10);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AWholeOne_HasNothingWrong()
    {
        var progress = new System.Collections.Concurrent.ConcurrentBag<CheckProgress>();
        var report = DataSetCheck.Run(DataSetForms.Of(DataSets.ImageFolder), _folder.Path, new(), progress.Add);
        Assert.Empty(report.Damage);
        Assert.Equal((_folder.Path, 5, 0), (report.Root, report.Images, report.Checksums));
        Assert.Equal(Directory.GetFiles(_folder.Path, "*.png", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length), report.Bytes);
        Assert.Contains(new CheckProgress("training images", 3, 3), progress);
    }

    [Fact]
    public void EachDamagedImage_IsNamed()
    {
        foreach (var name in new[] { "train/a/2.png", "test/b/1.png" }) File.WriteAllBytes(_folder[name], File.ReadAllBytes(_folder[name])[..^20]);
        var damage = Check().Damage;
        Assert.Equal(2, damage.Count);
        Assert.Contains(_folder["test/b/1.png"], damage[0], StringComparison.Ordinal);
        Assert.Contains(_folder["train/a/2.png"], damage[1], StringComparison.Ordinal);
    }

    [Fact]
    public void ItsChecksums_AreCompared()
    {
        File.WriteAllLines(_folder["SHA256SUMS"],
        [
            $"{Fingerprint.OfFile(_folder["train/a/1.png"])}  train/a/1.png",
            $"{new string('0', 64)} *./train/a/2.png",
            $"{new string('0', 64)}  train/a/gone.png",
            $"{new string('0', 64)}  ../elsewhere.png",
        ]);
        var report = Check();
        Assert.Equal((3, 3), (report.Checksums, report.Damage.Count));
        Assert.Single(report.Damage, line => line.Contains("2.png' has SHA-256", StringComparison.Ordinal));
        Assert.Single(report.Damage, line => line.Contains("gone.png' is named", StringComparison.Ordinal));
        Assert.Single(report.Damage, line => line.Contains("line 4", StringComparison.Ordinal));
    }

    [Fact]
    public void ABrokenStructure_IsTold()
    {
        _folder.Image("train/c/1.png", 10);
        Assert.Contains("class 'c'", Assert.Single(Check().Damage), StringComparison.Ordinal);
    }

    [Fact]
    public void OneThatIsNotThere_IsLookedForInWords()
    {
        var report = DataSetCheck.Run(CifarForm.Cifar10, _folder.Path, new(), _ => { });
        Assert.Null(report.Root);
        Assert.Contains("data_batch_*.bin", Assert.Single(report.Damage), StringComparison.Ordinal);
    }

    [Fact]
    public void AFolderOfItsName_IsLookedInToo()
    {
        _folder.Write("cifar10/data_batch_1.bin", new byte[3073]);
        _folder.Write("cifar10/test_batch.bin", [11, .. new byte[3072]]);
        var report = DataSetCheck.Run(CifarForm.Cifar10, _folder.Path, new(), _ => { });
        Assert.Equal((_folder["cifar10"], 2), (report.Root, report.Images));
        Assert.Contains("label 11", Assert.Single(report.Damage), StringComparison.Ordinal);
    }

    private DataSetReport Check() => DataSetCheck.Run(DataSetForms.Of(DataSets.ImageFolder), _folder.Path, new(), _ => { });
}
