using AdaSapSweep.Stages;
using AdaSapSweep.Training.Networks;
using AdaSapSweep.Training.Stages;
using TorchSharp;
using Xunit;

namespace AdaSapSweep.Training.Tests.Stages;

public sealed class AStage : IDisposable
{
    private readonly StageFixture _stages = new();
    private readonly Recorder _recorder = new();

    public void Dispose()
    {
        _recorder.Dispose();
        _stages.Dispose();
    }

    [Fact]
    public void LowersTheLoss()
    {
        var data = StageFixture.Training.Data with { TrainImages = 256, ImageSize = 16 };
        var losses = Values(_stages.Run(StageFixture.Training with { Data = data, Augment = false }, _recorder), EpochMetrics.Loss);
        Assert.Equal(3, losses.Length);
        Assert.True(losses[2] < .9 * losses[0], $"losses {string.Join(", ", losses)}");
    }

    [Fact]
    public void WithColourJitter_SeesOtherImages()
    {
        var plain = StageFixture.Training with { Augment = false, Epochs = 1 };
        var losses = new double?[] { null, 0.5 }.Select((width, i) => Values(_stages.Run(plain with { ColourJitter = width }, _recorder, $"jitter{i}"), EpochMetrics.Loss)[0]).ToList();
        Assert.NotEqual(losses[0], losses[1]);
    }

    [Fact]
    public void ReportsEveryEpoch()
    {
        var result = _stages.Run(StageFixture.Training, _recorder);
        Assert.Equal(["accuracy", "learning_rate", "loss", "parameters", "training_macs"], result.Epochs.Select(e => e.Name).Distinct().Order());
        Assert.Equal([1, 2, 3], _recorder.Epochs);
        Assert.Equal([1, 2, 3], result.Epochs.Select(e => e.Epoch).Distinct());
        Assert.Equal(9, _recorder.LastStep);
        Assert.Equal([.05, .0375, .0125], Values(result, EpochMetrics.LearningRate).Select(v => Math.Round(v, 12)));
        Assert.All(Values(result, EpochMetrics.Accuracy), a => Assert.InRange(a, 0, 1));
    }

    [Fact]
    public void ThatDivergesSaysSo()
    {
        var settings = StageFixture.Training with { Optimizer = StageFixture.Training.Optimizer with { LearningRate = 1e6 } };
        var error = Assert.Throws<DivergedException>(() => _stages.Run(settings, _recorder));
        Assert.Contains("epoch 1", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_stages.File("stage.safetensors")));
    }

    [Theory]
    [InlineData("l2", "exponential")]
    [InlineData("taylor", "linear")]
    [InlineData("l2", "one-shot")]
    public void OfPruningLeavesTheParametersAskedFor(string criterion, string schedule)
    {
        var pruning = new ChannelPruningSettings { Criterion = criterion, SizeRatio = .5, Cuts = 3, Schedule = schedule };
        var result = _stages.Run(StageFixture.Training with { ChannelPruning = pruning }, _recorder);
        using var network = _stages.Network();
        var asked = .5 * NetworkCosts.ParametersOf(network.Blueprint with { Widths = network.Blueprint.DenseWidths });
        Assert.InRange(NetworkCosts.ParametersOf(network.Blueprint), .99 * asked, 1.01 * asked);
        Assert.Equal(NetworkCosts.ParametersOf(network.Blueprint), Values(result, EpochMetrics.Parameters)[^1]);
        Assert.Equal([2L, 4L, 6L], _recorder.Events.Where(e => e.Name == StageEvents.ChannelsRemoved).Select(e => e.Facts["step"]));
    }

    [Theory]
    [InlineData(StageKinds.SparseTrain)]
    [InlineData(StageKinds.DynamicSparseTrain)]
    public void UnderAMaskHasTheSparsityAskedFor(string kind)
    {
        var result = _stages.Run(kind, StageSamples.ByKind[kind], _recorder, "stage");
        using var network = _stages.Network();
        var weights = network.Parameters.Values.Where(p => p.shape.Length >= 2).ToArray();
        var (zeros, count) = (weights.Sum(w => w.eq(0).sum().item<long>()), weights.Sum(w => w.numel()));
        Assert.InRange(zeros, Math.Round(.8 * count) - weights.Length, Math.Round(.8 * count));
        Assert.All(Values(result, EpochMetrics.Sparsity), s => Assert.Equal((double)zeros / count, s, 1e-12));
        Assert.Equal(kind == StageKinds.DynamicSparseTrain, _recorder.Events.Exists(e => e.Name == StageEvents.MaskUpdated));
    }

    [Fact]
    public void OfTicketSearchEndsWhenTheMaskHasSettled()
    {
        var search = new TicketSearchSettings { Sparsity = .5, Window = 2, Distance = 1 };
        var result = _stages.Run(StageFixture.Training with { Epochs = 5, TicketSearch = search }, _recorder);
        Assert.Equal([1, 2], _recorder.Epochs);
        Assert.Contains(_recorder.Events, e => e.Name == StageEvents.TicketFound);
        Assert.Equal(2, Values(result, EpochMetrics.MaskDistance).Length);
    }

    [Fact]
    public void WithRadiusZeroIsPlainDescentBitForBit()
    {
        var still = new PerturbationSettings { Metric = "asam", Normalisation = "neuron", RhoMin = 0, RhoMax = 0, Eta = .01 };
        using var plain = new Recorder();
        _stages.Run(StageFixture.Training, plain, "plain");
        _stages.Run(StageFixture.Training with { Perturbation = still }, _recorder, "still");
        using var expected = _stages.Network("plain");
        using var actual = _stages.Network("still");
        Assert.All(expected.Parameters.Concat(expected.Statistics), t => Assert.True(t.Value.eq(actual[t.Key]).all().item<bool>(), t.Key));
    }

    [Theory]
    [MemberData(nameof(AnInterruptedStage.Kinds), MemberType = typeof(AnInterruptedStage))]
    public void LeavesNoTensorBehind(string kind)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var before = torch.Tensor.TotalCount;
        _stages.Run(kind, StageSamples.ByKind[kind] with { Epochs = 1 }, _recorder, "stage");
        Assert.Equal(before, torch.Tensor.TotalCount);
    }

    /// <summary>Its test images could not even be made: what is not used must not be loaded.</summary>
    [Fact]
    public void OfTrainingNeedsNoTestImages() =>
        _stages.Run(StageFixture.Training with { Epochs = 1, Data = StageFixture.Training.Data with { TestImages = int.MaxValue } }, _recorder);

    [Fact]
    public void TrainsOnAThreadThatHasGradientsSwitchedOff()
    {
        using var plain = new Recorder();
        var expected = _stages.Run(StageFixture.Training with { Epochs = 1 }, plain, "plain").Sha256;
        using var off = torch.no_grad();
        Assert.Equal(expected, _stages.Run(StageFixture.Training with { Epochs = 1 }, _recorder).Sha256);
        Assert.False(torch.is_grad_enabled());
    }

    /// <summary>Live tensors are counted at every step: what a step leaves behind shows long before the memory is gone.</summary>
    [Theory]
    [InlineData(StageKinds.AdaSapAdapt, 1, 2)]
    [InlineData(StageKinds.DynamicSparseTrain, 1, 2)]
    [InlineData(StageKinds.TicketSearch, 1, 2)]
    [InlineData(StageKinds.DynamicSparseTrain, 2, 4)]
    public void HoldsNoMoreTensorsAfterManyStepsThanAfterAFew(string kind, int parts, int batch)
    {
        var live = new List<long>();
        _recorder.OnStep = () => live.Add(TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        var settings = StageSamples.ByKind[kind] with { Epochs = 42, BatchSize = batch };
        _stages.Run(kind, settings, _recorder, "stage", parts: parts);
        Assert.True(live.Count > 500, $"{live.Count} steps");
        Assert.Equal(live[100], live[^1]);
    }

    [Fact]
    public void DeletesWhatAKilledRunLeftOfItsFilesAnHourAgo()
    {
        string[] names = ["stage.checkpoint.0a.tmp", "stage.safetensors.0b.tmp", "stage.safetensors.0c.tmp", "other.safetensors.0d.tmp"];
        foreach (var name in names) File.WriteAllText(_stages.File(name), "half a file");
        foreach (var old in new[] { 0, 1, 3 }) File.SetLastWriteTimeUtc(_stages.File(names[old]), TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-61));
        _stages.Run(StageFixture.Training with { Epochs = 1 }, _recorder);
        Assert.Equal([false, false, true, true], names.Select(name => File.Exists(_stages.File(name))));
    }

    [Fact]
    public void GoesOnFromItsParent()
    {
        using Recorder parent = new(), evaluation = new();
        _stages.Run(StageFixture.Training, parent, "parent");
        var child = StageFixture.Training with { Epochs = 1, Optimizer = StageFixture.Training.Optimizer with { LearningRate = 0, WeightDecay = 0 } };
        _stages.Run(child, _recorder, "child", _stages.File("parent.safetensors"));
        using Network before = _stages.Network("parent"), after = _stages.Network("child");
        Assert.All(before.Parameters, p => Assert.Equal(Tiny.Numbers(p.Value), Tiny.Numbers(after.Parameters[p.Key])));
        Assert.Equal(before.BatchesTracked + 3, after.BatchesTracked);
    }

    [Fact]
    public void RefusesAParentOfAnotherArchitecture()
    {
        using var parent = new Recorder();
        _stages.Run(StageFixture.Training with { Epochs = 1 }, parent, "parent");
        Assert.Throws<InvalidDataException>(
            () => _stages.Run(StageFixture.Training with { Architecture = "resnet20" }, _recorder, "child", _stages.File("parent.safetensors")));
    }

    [Fact]
    public void OfEvaluationMeasuresItsParent()
    {
        using var parent = new Recorder();
        _stages.Run(StageSamples.ByKind[StageKinds.AdaSapPrune], parent, "parent");
        var settings = new EvaluationSettings { Data = StageFixture.Training.Data, Architecture = "resnet8", BatchSize = 4, AskedSizeRatio = .5 };
        var result = _stages.Run(StageKinds.Evaluate, settings, _recorder, "evaluation", _stages.File("parent.safetensors"));
        Assert.Null(result.OutputFile);
        Assert.Empty(result.Rejected);
        using var network = _stages.Network("parent");
        Assert.Equal(NetworkCosts.ParametersOf(network.Blueprint), result.Measurements.Single(m => m.Name == "parameters").Value);
        Assert.InRange(result.Measurements.Single(m => m.Name == "clean_accuracy").Value, 0, 1);
        Assert.Equal(2, _recorder.LastStep);
    }

    [Fact]
    public void OfAKindWithTheSettingsOfAnotherIsRefused() =>
        Assert.Throws<ArgumentException>(() => _stages.Run(StageKinds.Evaluate, StageFixture.Training, _recorder, "stage"));

    private static double[] Values(StageResult result, string name) => [.. result.Epochs.Where(e => e.Name == name).Select(e => e.Value)];
}
