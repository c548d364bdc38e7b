using System.Text.Json;
using AdaSapSweep.Coordinator.Cli;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.TestSupport;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Cli;

[Collection(Terminal.Name)]
public sealed class WhenATrialIsExported : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task TwoFilesAppear_AndTheirPathsArePrinted()
    {
        var printed = await Export(ASweepWithWeights.WriteTo(_folder), "1");
        Assert.True(printed.ExitCode == ExitCode.Ok, printed.ToString());
        Assert.Equal([Out("explained-1.safetensors"), Out("explained-1.json")], printed.Output.TrimEnd().Split('\n'));
        Assert.Equal([Out("explained-1.json"), Out("explained-1.safetensors")], Directory.GetFiles(_folder["out"]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task TheWeightsComeWithoutTheirMasks_AndWithThemWhenAsked()
    {
        var store = ASweepWithWeights.WriteTo(_folder);
        await Export(store, "1");
        var plain = Tensors("explained-1.safetensors");
        Assert.Equal(["bn.num_batches_tracked", "bn.running_mean", "fc.bias", "fc.weight"], plain.Keys);
        Assert.Equal([3, 0, -0f, 4], Floats(plain["fc.weight"]));
        Assert.Equal([1, 2], Floats(plain["fc.bias"]));
        await Export(store, "1", "--force", "--masks");
        var masked = Tensors("explained-1.safetensors");
        Assert.Equal([1, 0, 0, 1], masked["mask.fc.weight"]);
        Assert.Equal(plain["fc.weight"], masked["fc.weight"]);
    }

    [Fact]
    public async Task TheDescriptionSaysLayersOriginAndResults()
    {
        await Export(ASweepWithWeights.WriteTo(_folder), "1");
        var described = JsonDocument.Parse(File.ReadAllText(Out("explained-1.json"))).RootElement;
        Assert.Equal("adasapsweep-network", described.GetProperty("format").GetString());
        Assert.Equal(6, described.GetProperty("weights").GetProperty("parameters").GetInt64());
        Assert.Equal("fc", described.GetProperty("layers")[0].GetProperty("name").GetString());
        Assert.Equal(1, described.GetProperty("input").GetProperty("std")[2].GetDouble());
        Assert.Equal(0.6, described.GetProperty("trial").GetProperty("axes").GetProperty("size_ratio").GetDouble());
        Assert.Equal("adasap", described.GetProperty("trial").GetProperty("configuration").GetProperty("method").GetString());
        Assert.Equal("adasap-prune", described.GetProperty("training").GetProperty("kind").GetString());
        Assert.Equal("cpu", described.GetProperty("training").GetProperty("made_with").GetProperty("device").GetString());
        Assert.Equal(0.75, described.GetProperty("measurements").GetProperty("clean_accuracy").GetDouble());
    }

    [Theory]
    [InlineData("--best", "clean_accuracy")]
    [InlineData("--best", "clean_loss", "--lowest")]
    public async Task TheBestByAResult_IsFound(params string[] arguments)
    {
        var printed = await Export(ASweepWithWeights.WriteTo(_folder), arguments);
        Assert.True(printed.ExitCode == ExitCode.Ok, printed.ToString());
        Assert.Contains("trial 1 (adasap", printed.Errors, StringComparison.Ordinal);
        Assert.True(File.Exists(Out("explained-1.json")));
    }

    [Fact]
    public async Task FilesThatAreThere_StayUnlessTheyMayBeReplaced()
    {
        var store = ASweepWithWeights.WriteTo(_folder);
        Directory.CreateDirectory(_folder["out"]);
        File.WriteAllText(Out("explained-1.json"), "mine");
        var printed = await Export(store, "1");
        Assert.Equal(ExitCode.Failed, printed.ExitCode);
        Assert.Contains("is there already; '--force' replaces it", printed.Errors, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(Out("explained-1.json")));
        Assert.False(File.Exists(Out("explained-1.safetensors")));
        Assert.Equal(ExitCode.Ok, (await Export(store, "1", "--force")).ExitCode);
        Assert.NotEqual("mine", File.ReadAllText(Out("explained-1.json")));
    }

    [Theory]
    [InlineData("trial 2 has no trained network: adasap-prune failed: the loss is NaN; 'adasap retry 2'", "1", "2")]
    [InlineData("trial 3 is not trained yet (adasap-prune is pending); 'adasap resume'", "3")]
    public async Task ATrialThatIsNotTrained_SaysWhatToDo_AndNothingIsWritten(string expected, params string[] arguments)
    {
        var printed = await Export(ASweepWithWeights.WriteTo(_folder), arguments);
        Assert.Equal(ExitCode.Failed, printed.ExitCode);
        Assert.Contains(expected, printed.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["out"]));
    }

    [Fact]
    public async Task WeightsThatWereDeleted_SayWhyAndHowToKeepThem()
    {
        var path = ASweepWithWeights.WriteTo(_folder);
        using (var store = SweepStore.Open(path, TimeProvider.System))
            store.Commit([new ArtifactDeleted(ASweepToExplain.Plan().Trials[0].Stages[1], "deleted when nothing needed it", DateTimeOffset.UnixEpoch)]);
        var printed = await Export(path, "1");
        Assert.Equal(ExitCode.Failed, printed.ExitCode);
        Assert.Contains("its weights were deleted (deleted when nothing needed it)", printed.Errors, StringComparison.Ordinal);
        Assert.Contains("'--keep leaves'", printed.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WeightsThatAreNotThoseOfTheRecord_AreRefused()
    {
        var store = ASweepWithWeights.WriteTo(_folder);
        var file = ASweepWithWeights.ArtifactFile(store);
        var bytes = File.ReadAllBytes(file);
        bytes[^1] ^= 1;
        File.WriteAllBytes(file, bytes);
        Assert.Contains("is not the file that was recorded", (await Export(store, "1")).Errors, StringComparison.Ordinal);
        File.Delete(file);
        Assert.Contains("are not there", (await Export(store, "1")).Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder["out"]));
    }

    [Fact]
    public async Task WeightsOfAnEarlierVersion_SaySo() =>
        Assert.Contains("a version that could not export", (await Export(ASweepWithWeights.WriteTo(_folder, layers: null), "1")).Errors, StringComparison.Ordinal);

    [Fact]
    public async Task MasksOfADenseNetwork_AreNotThereToExport() =>
        Assert.Contains("leave '--masks' out", (await Export(ASweepWithWeights.WriteTo(_folder, masked: false), "1", "--masks")).Errors, StringComparison.Ordinal);

    [Theory]
    [InlineData("export takes trials, or --best")]
    [InlineData("export takes trials, or --best", "1", "--best", "clean_accuracy")]
    [InlineData("--lowest goes with --best", "1", "--lowest")]
    [InlineData("did you mean 'clean_accuracy'?", "--best", "clean_acuracy")]
    [InlineData("has no trial 9; its trials are 1 to 3", "9")]
    [InlineData("did you mean 'explained'?", "1", "--sweep", "explaind")]
    public async Task AMistake_IsAPlainLine(string expected, params string[] arguments)
    {
        var printed = await Export(ASweepWithWeights.WriteTo(_folder), arguments);
        Assert.True(printed.ExitCode == ExitCode.Usage, printed.ToString());
        Assert.Contains(expected, printed.Errors, StringComparison.Ordinal);
        Assert.Empty(printed.Output);
    }

    private string Out(string name) => Path.Combine(_folder["out"], name);

    private Task<Terminal.Printed> Export(string store, params string[] arguments) =>
        Terminal.Run(["export", .. arguments, "--store", store, "--to", _folder["out"]]);

    private SortedDictionary<string, byte[]> Tensors(string name)
    {
        var bytes = File.ReadAllBytes(Out(name));
        var start = 8 + (int)BitConverter.ToInt64(bytes);
        var tensors = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var entry in JsonDocument.Parse(bytes.AsMemory(8..start)).RootElement.EnumerateObject().Where(e => e.Name != "__metadata__"))
        {
            var offsets = entry.Value.GetProperty("data_offsets");
            tensors.Add(entry.Name, bytes[(start + offsets[0].GetInt32())..(start + offsets[1].GetInt32())]);
        }
        return tensors;
    }

    private static float[] Floats(byte[] bytes) => [.. Enumerable.Range(0, bytes.Length / 4).Select(i => BitConverter.ToSingle(bytes, 4 * i))];
}
