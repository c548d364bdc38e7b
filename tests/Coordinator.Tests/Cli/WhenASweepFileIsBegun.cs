using AdaSapSweep.Coordinator.Cli;
using AdaSapSweep.TestSupport;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Cli;

[Collection(Terminal.Name)]
public sealed class WhenASweepFileIsBegun : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task OwnImagesAreLookedAt_AndTheFileCanBePlanned()
    {
        var (images, file) = (_folder["my photos"], _folder["photos 2.yaml"]);
        PngFiles.Write(images, train: 12, test: 4);

        var printed = await Terminal.Run("init", file, "--data", images);

        Assert.True(printed.ExitCode == ExitCode.Ok, printed.ToString());
        Assert.Equal(file, printed.Output.TrimEnd());
        Assert.Contains("36 training and 12 test images of 3 classes (checks, plain, stripes)", printed.Errors, StringComparison.Ordinal);
        Assert.Contains($"next: adasap plan '{file}' --data '{images}'", printed.Errors, StringComparison.Ordinal);
        var text = File.ReadAllText(file);
        Assert.Contains("name: photos-2\n", text, StringComparison.Ordinal);
        Assert.Contains("  image_size: 20 ", text, StringComparison.Ordinal);
        var plan = await Terminal.Run("plan", file, "--data", images);
        Assert.True(plan.ExitCode == ExitCode.Ok, plan.ToString());
    }

    [Fact]
    public async Task WithoutData_ShapesAreRendered_AndNothingElseIsNeeded()
    {
        var file = _folder["sweep.yaml"];
        var printed = await Terminal.Run("init", file, "--method", "robust-bird,flying-bird");
        Assert.True(printed.ExitCode == ExitCode.Ok, printed.ToString());
        Assert.EndsWith($"next: adasap plan {file}\n", printed.Errors, StringComparison.Ordinal);
        var plan = await Terminal.Run("plan", file);
        Assert.True(plan.ExitCode == ExitCode.Ok, plan.ToString());
    }

    [Fact]
    public async Task AFileThatIsThere_IsReplacedOnlyByForce()
    {
        var file = _folder["sweep.yaml"];
        File.WriteAllText(file, "mine");
        var refused = await Terminal.Run("init", file);
        Assert.Equal(ExitCode.Failed, refused.ExitCode);
        Assert.Contains("'--force' replaces it", refused.Errors, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(file));

        var forced = await Terminal.Run("init", file, "--force");
        Assert.Equal(ExitCode.Ok, forced.ExitCode);
        Assert.Contains("name: sweep\n", File.ReadAllText(file), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASchemaForEditors_IsWrittenBesideIt_AndNamedInIt()
    {
        var first = await Terminal.Run("init", _folder["a.yaml"], "--schema");
        var second = await Terminal.Run("init", _folder["b.yaml"], "--schema");
        Assert.Equal((ExitCode.Ok, ExitCode.Ok), (first.ExitCode, second.ExitCode));
        Assert.StartsWith("# yaml-language-server: $schema=sweep-file.schema.json\n", File.ReadAllText(_folder["b.yaml"]), StringComparison.Ordinal);
        Assert.Equal((await Terminal.Run("schema")).Output, File.ReadAllText(_folder["sweep-file.schema.json"]));

        File.AppendAllText(_folder["sweep-file.schema.json"], " ");
        var third = await Terminal.Run("init", _folder["c.yaml"], "--schema");
        Assert.Equal(ExitCode.Failed, third.ExitCode);
        Assert.False(File.Exists(_folder["c.yaml"]));
    }

    [Theory]
    [InlineData("did you mean 'adasap'?", "--method", "adsap")]
    [InlineData("names a method twice", "--method", "sgd,sgd")]
    [InlineData("did you mean 'cifar10'?", "--data-set", "cifar1")]
    [InlineData("give --data-set cifar10", "--data", "cifar10")]
    public async Task Mistakes_AreTold_AndNothingIsWritten(string expected, params string[] flags)
    {
        var printed = await Terminal.Run(["init", _folder["sweep.yaml"], .. flags]);
        Assert.True(printed.ExitCode == ExitCode.Usage, printed.ToString());
        Assert.Contains(expected, printed.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task AFolderWithoutADataSet_GetsTheLayoutThatIsExpected()
    {
        var printed = await Terminal.Run("init", _folder["sweep.yaml"], "--data", _folder.Path);
        Assert.Equal(ExitCode.Usage, printed.ExitCode);
        Assert.Contains("make a folder train and a folder test", printed.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFolderOfClasses_IsSplit_AndThenBegunWith()
    {
        PngFiles.Write(_folder["pngs"], train: 5, test: 1);
        var photos = Path.Combine(_folder["pngs"], "train");
        var refused = await Terminal.Run("init", _folder["sweep.yaml"], "--data", photos);
        Assert.Equal(ExitCode.Usage, refused.ExitCode);
        Assert.Contains($"'adasap data split {photos} --to {photos}-split' makes both", refused.Errors, StringComparison.Ordinal);

        var split = await Terminal.Run("data", "split", photos, "--to", photos + "-split");
        Assert.True(split.ExitCode == ExitCode.Ok, split.ToString());
        Assert.Contains("checks: 4 to train on, 1 to test with", split.Errors, StringComparison.Ordinal);
        var begun = await Terminal.Run("init", _folder["sweep.yaml"], "--data", photos + "-split");
        Assert.True(begun.ExitCode == ExitCode.Ok, begun.ToString());
        var again = await Terminal.Run("data", "split", photos, "--to", photos + "-split");
        Assert.Equal(ExitCode.Usage, again.ExitCode);
    }

    [Fact]
    public async Task AFolderOfSeveralDataSets_NeedsAWord()
    {
        PngFiles.Write(_folder["image-folder"], train: 2, test: 1);
        File.WriteAllBytes(_folder["data_batch_1.bin"], new byte[3073]);
        File.WriteAllBytes(_folder["test_batch.bin"], new byte[3073]);

        var unsure = await Terminal.Run("init", _folder["sweep.yaml"], "--data", _folder.Path);
        Assert.Contains("holds cifar10 and image-folder; say which with --data-set", unsure.Errors, StringComparison.Ordinal);
        var sure = await Terminal.Run("init", _folder["sweep.yaml"], "--data", _folder.Path, "--data-set", "image-folder");
        Assert.True(sure.ExitCode == ExitCode.Ok, sure.ToString());
    }

    [Theory]
    [InlineData("/x/Meine Fotos.yaml", "meine-fotos")]
    [InlineData("/x/..yaml", "sweep")]
    [InlineData("/x/a.b.yml", "a-b")]
    public void TheSweepIsNamedLikeTheFile(string file, string name) => Assert.Equal(name, InitVerb.NameOf(file));
}
