using AdaSapSweep.Coordinator.Cli;
using AdaSapSweep.Coordinator.Running;
using AdaSapSweep.TestSupport;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Running;

/// <summary>What a run remembers for those that go on without the sweep file.</summary>
public sealed class ThePlaceOfTheData : IDisposable
{
    private const string Nested = "cifar-10-batches-bin";
    private const int Record = 3073;

    private readonly TemporaryFolder _folder = new();

    public ThePlaceOfTheData()
    {
        Directory.CreateDirectory(_folder[Nested]);
        foreach (var file in (string[])[$"{Nested}/data_batch_1.bin", $"{Nested}/test_batch.bin", "other.bin"]) File.WriteAllBytes(_folder[file], new byte[Record]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void IsTheFolderThatWasGiven_SoThatASetBesideTheDataIsFoundAgain()
    {
        var planned = Planned("name: cifar10", "shifted_data: cifar10, shifted_folder: other.bin", _folder.Path);
        Assert.Equal((_folder.Path, "other.bin"), (planned.DataFolder, planned.Plan.ShiftedFolder));
        var again = PlannedSweep.Parse(planned.FileText, "the store's file", planned.DataFolder, planned.Plan.Name);
        Assert.Equal(planned.Plan.Stages.Select(s => s.Key), again.Plan.Stages.Select(s => s.Key));
    }

    [Fact]
    public void IsNowhere_WhereNothingIsReadFromIt()
    {
        Assert.Null(Planned("name: shapes", "", _folder.Path).DataFolder);
        Assert.Null(Planned("name: shapes, image_size: 32", $"shifted_data: cifar10, shifted_folder: {_folder["other.bin"]}", null).DataFolder);
        Assert.Equal(_folder.Path, Planned("name: shapes, image_size: 32", "shifted_data: cifar10, shifted_folder: other.bin", _folder.Path).DataFolder);
    }

    [Fact]
    public void OfASetThatIsNotThere_IsToldBeforeAnythingRuns()
    {
        var error = Assert.Throws<UsageException>(() => Planned("name: cifar10", "shifted_data: cifar10, shifted_folder: none.bin", _folder.Path));
        Assert.Equal($"adasap: evaluation: shifted_folder: data set 'cifar10': there is nothing at '{_folder["none.bin"]}'", Assert.Single(error.Lines));
    }

    private static PlannedSweep Planned(string data, string evaluation, string? folder) =>
        PlannedSweep.Parse($"name: test\ndata: {{ {data} }}\nevaluation: {{ {evaluation} }}\ngrids: [{{ method: sgd }}]\n", "the test's file", folder);
}
