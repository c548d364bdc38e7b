using AdaSapSweep.Shared.SweepFiles;

namespace AdaSapSweep.Shared.Tests.SweepFiles;

public sealed class ASmallShape
{
    private const string Whole = """
        name: test
        seeds: [1, 2, 3]
        data: { name: shapes, train_images: 5000 }
        training: { batch_size: 128 }
        evaluation: { corruption_images: 400 }
        defaults: { pretrain_epochs: 20 }
        grids:
          - method: adasap
            architecture: [resnet8, resnet20]
            size_ratio: [0.75, 0.5, 0.3]
            milestones: [0.5]
          - method: sgd

        """;

    [Fact]
    public void HasWhatItsBlockSays_AndTheRestFromTheFile()
    {
        var file = Small("seeds: 7\n  data: { train_images: 100, test_images: 50 }\n  evaluation: { corruption_images: 20 }\n  training: { batch_size: 10 }\n  defaults: { pretrain_epochs: 2, momentum: 0.5 }\n  grids: { architecture: resnet8 }");

        Assert.Equal("test-small", file.Name);
        Assert.Equal([7L], file.Seeds);
        Assert.Equal((100, 50), (file.Data.WholeNumber("train_images"), file.Data.WholeNumber("test_images")));
        Assert.Equal(20, file.Evaluation.WholeNumber("corruption_images"));
        Assert.Equal(3 + 1, file.Trials.Length);
        Assert.All(file.Trials, t => Assert.Equal((10, 0.5), (t.Settings.WholeNumber("batch_size"), t.Settings.Number("momentum"))));
        Assert.Equal(["resnet8", "resnet8", "resnet8", "resnet20"], file.Trials.Select(t => t.Settings.Word("architecture")));
        Assert.Equal(2, file.Trials[0].Settings.WholeNumber("pretrain_epochs"));
    }

    [Fact]
    public void OfAnAxis_HasAnotherAxis()
    {
        var file = Small("grids: { size_ratio: [0.9, 0.8], milestones: [0.25, 0.5] }");

        var pruned = file.Trials.Where(t => t.Method == "adasap").ToList();
        Assert.Equal([0.9, 0.8], pruned.Select(t => t.Settings.Number("size_ratio")).Distinct());
        Assert.All(pruned, t => Assert.Equal([0.25, 0.5], t.Settings.Find("milestones")!.Numbers));
        Assert.Equal((2 * 2 * 3) + 3, file.Trials.Length);
    }

    /// <summary>An ablation that sets a key to 0 must stay one.</summary>
    [Fact]
    public void LeavesWhatAGridSaysItself_UnlessItIsNamedUnderGrids() =>
        Assert.Equal([0.75, 0.5, 0.3], Small("defaults: { size_ratio: 0.9 }").Trials.Where(t => t.Method == "adasap").Select(t => t.Settings.Number("size_ratio")).Distinct());

    [Fact]
    public void OfAKeyThatIsGivenUnderTraining_ReplacesItThere() =>
        Assert.All(Small("defaults: { batch_size: 10 }").Trials, t => Assert.Equal(10, t.Settings.WholeNumber("batch_size")));

    [Fact]
    public void LeavesTheFileItselfAsItIs() =>
        Assert.Equal(
            SweepFile.Parse(Whole).File!.Trials.Select(t => t.Id),
            SweepFile.Parse($"{Whole}small: {{ seeds: 7, grids: {{ size_ratio: 0.9 }} }}\n").File!.Trials.Select(t => t.Id));

    [Theory]
    [InlineData("test", "test", 21)]
    [InlineData("test-small", "test-small", 7)]
    [InlineData("other", "test", 21)]
    public void IsKnownAgainByItsName(string name, string expected, int trials)
    {
        var file = SweepFile.ParseAs(name, $"{Whole}small: {{ seeds: 7 }}\n").File!;
        Assert.Equal((expected, trials), (file.Name, file.Trials.Length));
    }

    [Theory]
    [InlineData("seed: 1", "13:10: key 'seed' is not known here; did you mean 'seeds'?")]
    [InlineData("defaults: { size_ration: 1 }", "13:22: key 'size_ration' is not known here; did you mean 'size_ratio'?")]
    [InlineData("data: { cuts: 1 }", "13:18: key 'cuts' is not known here; it belongs in a grid or under 'defaults'")]
    [InlineData("defaults: { cuts: 1, cuts: 2 }", "13:31: key 'cuts' is given twice, first on line 13")]
    [InlineData("defaults: { cuts: none }", "13:28: 'cuts' must be a whole number, not 'none'")]
    [InlineData("defaults: { cuts: [1, 2] }", "13:28: 'cuts' takes one value here; a list makes an axis, and axes belong in a grid")]
    [InlineData("grids: { cuts: 1 }", "13:19: no grid gives 'cuts', so there is nothing to replace; under 'defaults' it counts for all of them")]
    [InlineData("grids: { size_ratio: 2 }", "13:31: 'size_ratio' must be above 0 and at most 1, not 2")]
    [InlineData("grids: [{ size_ratio: 1 }]", "13:17: 'grids' must be a block of 'key: value' lines, not a list")]
    [InlineData("data: 5", "13:16: 'data' must be a block of 'key: value' lines, not '5'")]
    [InlineData("data: { test_images: 200 }", "5:15: 'corruption_images' is 400, but there are 200 test images (with --small)")]
    [InlineData("data: { name: cifar10, image_size: 16 }", "13:33: 'image_size' has no meaning for data set 'cifar10'; it belongs to shapes, tiny-imagenet, image-folder and idx")]
    public void WithAMistake_IsToldWhicheverShapeIsAskedFor(string block, string expected)
    {
        foreach (var small in (bool[])[false, true])
        {
            var result = SweepFile.Parse($"{Whole}small: {{ {block} }}\n", small);
            Assert.Equal(expected, Assert.Single(result.Errors.Select(e => $"{e.Line}:{e.Column}: {e.Message}")));
            Assert.Null(result.File);
        }
    }

    [Fact]
    public void ThatIsNoBlock_IsToldSo() =>
        Assert.Equal("'small' must be a block of seeds, data, training, evaluation, defaults or grids, not 'yes'", Assert.Single(SweepFile.Parse($"{Whole}small: yes\n").Errors).Message);

    [Fact]
    public void MistakesOfTheFile_AreToldOnce() =>
        Assert.Equal(2, SweepFile.Parse($"{Whole.Replace("128", "many", StringComparison.Ordinal).Replace("test", "T", StringComparison.Ordinal)}small: {{ seeds: 7 }}\n").Errors.Length);

    [Fact]
    public void AskedForWhereThereIsNone_IsAMistake() =>
        Assert.Equal("there is no block 'small', which would say what --small changes", Assert.Single(SweepFile.Parse(Whole, small: true).Errors).Message);

    private static SweepFile Small(string block)
    {
        var result = SweepFile.Parse($"{Whole}small:\n  {block}\n", small: true);
        Assert.Empty(result.Errors);
        return result.File!;
    }
}
