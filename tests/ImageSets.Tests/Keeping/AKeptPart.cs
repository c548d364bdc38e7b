using AdaSapSweep.ImageSets.Forms;
using AdaSapSweep.ImageSets.Keeping;
using AdaSapSweep.Stages;

namespace AdaSapSweep.ImageSets.Tests.Keeping;

public sealed class AKeptPart : IDisposable
{
    private const int AtOnce = 2;
    private const int ImageBytes = 48;
    private readonly TemporaryFolder _folder = new();

    public AKeptPart()
    {
        for (var i = 0; i < 5; i++) _folder.Image($"set/train/{(i % 2 == 0 ? "a" : "b")}/{i}.png", 10 + i);
        foreach (var name in new[] { "a", "b" }) _folder.Image($"set/test/{name}/1.png", 50);
    }

    private string Kept => Assert.Single(Directory.GetFiles(_folder["kept"]));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void IsDecodedOnce_AndRecalledTheSame()
    {
        var first = ReadAll();
        var second = ReadAll();
        Assert.Equal((0, 5), (first.Recalled, second.Recalled));
        Assert.Equal(Part().ReadAll().Pixels, first.Pixels);
        Assert.Equal(first.Pixels, second.Pixels);
        Assert.Equal(Part().ReadAll().Labels, second.Labels);
        Assert.EndsWith("-4.bin", Kept, StringComparison.Ordinal);
    }

    [Fact]
    public void WithABlockThatIsDamaged_IsDecodedThere_AndKeptAnew()
    {
        var whole = ReadAll();
        var bytes = File.ReadAllBytes(Kept);
        bytes[^(ImageBytes + 4 + 32 + 10)] ^= 1;
        File.WriteAllBytes(Kept, bytes);
        var mended = ReadAll();
        Assert.Equal(3, mended.Recalled);
        Assert.Equal(whole.Pixels, mended.Pixels);
        Assert.Equal(0, ReadAll().Recalled);
        Assert.Equal(5, ReadAll().Recalled);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void WithAFileThatIsCutOrOfAnotherKey_IsDecodedAndKeptAnew(bool isCut)
    {
        ReadAll();
        var bytes = File.ReadAllBytes(Kept);
        bytes[0] ^= (byte)(isCut ? 0 : 1);
        File.WriteAllBytes(Kept, isCut ? bytes[..^1] : bytes);
        Assert.Equal(0, ReadAll().Recalled);
        Assert.Equal(5, ReadAll().Recalled);
    }

    [Fact]
    public void OfWhichAnImageChanged_IsAnotherOne()
    {
        ReadAll();
        _folder.Image("set/train/a/0.png", 99, side: 6);
        var changed = ReadAll();
        Assert.Equal((0, 99), (changed.Recalled, changed.Pixels[0]));
    }

    [Fact]
    public void ThatIsGivenUpHalfWay_LeavesNothing()
    {
        using (var kept = KeptPart.Of(Part(), 5, AtOnce, _folder["kept"], TimeProvider.System)) kept.Read(0, new byte[AtOnce * ImageBytes], new int[AtOnce], new());
        Assert.Empty(Directory.GetFiles(_folder["kept"]));
    }

    [Fact]
    public void WrittenByTwoAtOnce_IsWhole()
    {
        using (var one = KeptPart.Of(Part(), 5, AtOnce, _folder["kept"], TimeProvider.System))
        using (var other = KeptPart.Of(Part(), 5, AtOnce, _folder["kept"], TimeProvider.System))
        {
            for (var first = 0; first < 5; first += AtOnce)
                foreach (var part in new[] { one, other }) part.Read(first, new byte[Math.Min(AtOnce, 5 - first) * ImageBytes], new int[Math.Min(AtOnce, 5 - first)], new());
            one.Finish();
            other.Finish();
        }
        Assert.Equal(5, ReadAll().Recalled);
        Assert.NotEmpty(Kept);
    }

    [Fact]
    public void ThatCannotBeKept_IsDecodedAllTheSame()
    {
        File.WriteAllText(_folder["kept"], "a file where the folder should be");
        Assert.Equal(Part().ReadAll().Pixels, ReadAll().Pixels);
    }

    private (int Recalled, byte[] Pixels, int[] Labels) ReadAll()
    {
        using var kept = KeptPart.Of(Part(), 5, AtOnce, _folder["kept"], TimeProvider.System);
        var (pixels, labels) = (new byte[5 * ImageBytes], new int[5]);
        for (var first = 0; first < 5; first += AtOnce)
        {
            var count = Math.Min(AtOnce, 5 - first);
            kept.Read(first, pixels.AsMemory(first * ImageBytes, count * ImageBytes), labels.AsMemory(first, count), new());
        }
        kept.Finish();
        return (kept.Recalled, pixels, labels);
    }

    private ImagePart Part() => DataSetForms.Of(DataSets.ImageFolder).Part(new() { Name = DataSets.ImageFolder, ImageSize = 4 }, _folder["set"], ImageSplit.Training);
}
