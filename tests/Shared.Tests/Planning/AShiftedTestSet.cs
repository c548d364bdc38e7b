using AdaSapSweep.Shared.DataSetFiles;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Planning;
using AdaSapSweep.Shared.SweepFiles.Settings;
using AdaSapSweep.Stages;
using AdaSapSweep.TestSupport;

namespace AdaSapSweep.Shared.Tests.Planning;

/// <summary>Looked up and planned as the program does; the sweep's own data are rendered.</summary>
public sealed class AShiftedTestSet : IDisposable
{
    private const int Record = 3073;

    private readonly TemporaryFolder _folder = new();

    public AShiftedTestSet()
    {
        Write("a/test_batch.bin", 3 * Record);
        Write("other/b/renamed.bin", 3 * Record);
        Write("c/test_batch.bin", 3 * Record, fill: 1);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ChangesTheKeyOfTheEvaluationAlone()
    {
        var (without, with) = (Examples.Plan(Text("")), Plan("a"));

        Assert.Equal(without.Stages[0].Key, with.Stages[0].Key);
        Assert.NotEqual(without.Stages[1].Key, with.Stages[1].Key);
        Assert.Equal(without.Stages[1].Work + 3, with.Stages[1].Work);
        Assert.Equal(("a", null), (with.ShiftedFolder, without.ShiftedFolder));
    }

    [Fact]
    public void IsKnownByItsContent_NotByItsPlace()
    {
        var plan = Plan("a");
        string[] same = [_folder["a"], "a/test_batch.bin", "other/../a", "other/b/renamed.bin", _folder["other/b/renamed.bin"]];

        Assert.All(same.Select(Plan), p => Assert.Equal((plan.Stages[1].Key, plan.Trials[0].Id), (p.Stages[1].Key, p.Trials[0].Id)));
        Assert.NotEqual(plan.Stages[1].Key, Plan("c").Stages[1].Key);
    }

    [Fact]
    public void IsReadByAGpuActorWithWhatTheLookUpFound()
    {
        var settings = Assert.IsType<EvaluationSettings>(StageJson.Read("evaluate", Plan("a").Stages[1].Settings));

        Assert.Equal(new DataSettings { Name = "cifar10" }, settings.Shifted!.Data);
        Assert.Matches("^[0-9a-f]{64}$", settings.Shifted.Fingerprint);
        Assert.DoesNotContain(_folder.Path, Plan(_folder["a"]).Stages[1].Settings, StringComparison.Ordinal);
    }

    [Fact]
    public void BeginsInTheFolderOfTheData_UnlessItIsWholePath()
    {
        Assert.Equal(_folder["a"], ShiftedPath.Of("a", _folder.Path));
        Assert.Equal(_folder["a"], ShiftedPath.Of(_folder["a"], null));
        Assert.Null(ShiftedPath.Of("a", null));
        Assert.Equal(
            "evaluation: shifted_folder: 'a' begins in the folder of --data, and none was given; give one, or the whole path", Error("cifar10", "a", null));
    }

    [Fact]
    public void ThatIsNotThere_OrDamaged_IsAnErrorThatNamesIt()
    {
        Write("cut/test_batch.bin", Record - 1);
        Write("labels/test_batch.bin", 2 * Record, fill: 10);

        Assert.Equal($"evaluation: shifted_folder: data set 'cifar10': there is nothing at '{_folder["none"]}'", Error("cifar10", "none", _folder.Path));
        Assert.Contains($"'{_folder["cut/test_batch.bin"]}' is damaged: 3,072 bytes", Error("cifar10", "cut", _folder.Path), StringComparison.Ordinal);
        Assert.Contains($"record 0 of '{_folder["labels/test_batch.bin"]}' has label 10", Error("cifar10", "labels", _folder.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void OfOtherClassesOrAnotherSide_IsRefused()
    {
        Write("fine/test.bin", 3074);

        Assert.Equal($"evaluation: shifted_folder: '{_folder["fine"]}' has 100 classes, and data set 'shapes' has 10", Error("cifar100", "fine", _folder.Path));
        Assert.Equal(
            $"evaluation: shifted_folder: '{_folder["a"]}' has images of 32 pixels a side, and those of data set 'shapes' have 16",
            Error("cifar10", "a", _folder.Path, Examples.Data() with { Classes = 10, Side = 16 }));
    }

    [Fact]
    public void OfNamedClasses_HasTheNamesOfTheData()
    {
        Write("photos/cat/1.png", 1);
        Write("photos/dog/1.png", 1);
        var data = Examples.Data() with { Name = "image-folder", Classes = 2, Side = 32, ClassNames = ["bird", "cat"] };

        Assert.Equal($"evaluation: shifted_folder: '{_folder["photos"]}' has a class 'dog', which data set 'image-folder' has not", Error("image-folder", "photos", _folder.Path, data));
        Assert.Equal(2, Lookup("image-folder", "photos", _folder.Path, data with { ClassNames = ["cat", "dog"] }).Found!.Images);
    }

    private static LocatedDataSet Shapes => Examples.Data() with { Classes = 10, Side = 32 };

    private SweepPlan Plan(string folder)
    {
        var file = Examples.Checked(Text($"shifted_data: cifar10, shifted_folder: {folder}"));
        return Planner.Plan(file, Shapes, ShiftedCatalogue.Locate(file.Evaluation, Shapes, _folder.Path)!.Found);
    }

    private static string Error(string name, string folder, string? dataFolder, LocatedDataSet? data = null)
    {
        var lookup = Lookup(name, folder, dataFolder, data ?? Shapes);
        Assert.Null(lookup.Found);
        return lookup.Error!.Message;
    }

    private static ShiftedLookup Lookup(string name, string folder, string? dataFolder, LocatedDataSet data) => ShiftedCatalogue.Locate(
        new SettingValues(EvaluationSection.Layout, [.. EvaluationSection.Layout.Definitions.Select(d =>
            d.Name == EvaluationSection.ShiftedName ? SettingValue.Of(name) : d.Name == EvaluationSection.ShiftedFolder ? SettingValue.Of(folder) : null)]),
        data, dataFolder)!;

    private static string Text(string evaluation) =>
        $"name: test\ndata: {{ name: shapes, image_size: 32 }}\nevaluation: {{ {evaluation} }}\ngrids: [{{ method: sgd }}]\n";

    private void Write(string name, int bytes, byte fill = 0)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
        File.WriteAllBytes(_folder[name], [.. Enumerable.Repeat(fill, bytes)]);
    }
}
