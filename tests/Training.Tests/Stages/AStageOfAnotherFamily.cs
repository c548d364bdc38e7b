using AdaSapSweep.Stages;
using AdaSapSweep.Training.Data;
using AdaSapSweep.Training.Evaluation;
using AdaSapSweep.Training.Stages;
using TorchSharp;
using Xunit;

namespace AdaSapSweep.Training.Tests.Stages;

public sealed class AStageOfAnotherFamily : IDisposable
{
    private static readonly DataSettings Data = StageFixture.Training.Data with { TrainImages = 24 };

    private readonly StageFixture _stages = new();

    public void Dispose() => _stages.Dispose();

    /// <summary>Stopped after its cut: the checkpoint holds the smaller network, and the draws of a dropout go on where they were.</summary>
    [Theory]
    [InlineData("vgg8-bn")]
    [InlineData("mobilenet-v1")]
    [InlineData("mobilenet-v2")]
    public void IsCutAndResumedAndMeasured(string architecture)
    {
        var settings = StageSamples.ByKind[StageKinds.AdaSapPrune] with
        {
            Architecture = architecture,
            Data = Data,
            Epochs = 1,
            BatchSize = 8,
            ChannelPruning = new() { Criterion = "taylor", SizeRatio = .5, Cuts = 1, Schedule = PruningSchedules.OneShot },
        };
        using var whole = new Recorder();
        var expected = _stages.Run(StageKinds.AdaSapPrune, settings, whole, "whole");
        using (var first = new Recorder())
        {
            first.OnStep = () => { if (first.LastStep == 2) first.Cancel(); };
            Assert.ThrowsAny<OperationCanceledException>(() => _stages.Run(StageKinds.AdaSapPrune, settings, first, "stopped"));
            Assert.Contains(first.Events, e => e.Name == StageEvents.ChannelsRemoved);
        }
        using var second = new Recorder();
        Assert.Equal(expected.Sha256, _stages.Run(StageKinds.AdaSapPrune, settings, second, "stopped").Sha256);

        var evaluation = new EvaluationSettings { Data = Data, Architecture = architecture, BatchSize = 8, AskedSizeRatio = .5 };
        var measured = _stages.Run(StageKinds.Evaluate, evaluation, second, "measured", parent: _stages.File("whole.safetensors"));
        Assert.Empty(measured.Rejected);
        Assert.InRange(measured.Measurements.Single(m => m.Name == MeasurementNames.ParameterRatio).Value, .49, .51);
    }

    [Theory]
    [InlineData("mobilenet-v2", 96, null, Stems.ImageNet)]
    [InlineData("mobilenet-v2", 96, Stems.Cifar, Stems.Cifar)]
    [InlineData("mobilenet-v2", 88, null, Stems.Cifar)]
    [InlineData("mobilenet-v2", 88, Stems.ImageNet, Stems.ImageNet)]
    [InlineData("resnet8", 96, Stems.ImageNet, Stems.Cifar)]
    public void TakesTheFormThatItsSettingsOrTheSideOfTheImagesAskFor(string architecture, int side, string? asked, string form)
    {
        var settings = StageFixture.Training with { Architecture = architecture, Stem = asked, Data = Data with { TrainImages = 2, ImageSize = side } };
        using var recorder = new Recorder();
        using var data = ImageDataLoader.Training(settings.Data, null, torch.CPU);
        var inputs = new StageInputs(
            new string('a', 64), null, null, _stages.File("none"), _stages.File("nothing"), torch.CPU, recorder, recorder.Stop);
        using var state = StageStart.Of(settings, inputs, data);
        Assert.Equal(form, state.Network.Blueprint.Stem);
    }
}
