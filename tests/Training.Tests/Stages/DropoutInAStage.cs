using AdaSapSweep.Stages;
using AdaSapSweep.Training.Data;
using AdaSapSweep.Training.Networks;
using AdaSapSweep.Training.Stages;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Stages;

public sealed class DropoutInAStage : IDisposable
{
    private const string Name = "classifier.0";

    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Blueprint _blueprint = Tiny.Narrow("mobilenet-v2");

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void SetsWhatIsBelowItsShareToZeroAndScalesTheRest()
    {
        using var network = Tiny.RandomNetwork(_blueprint, seed: 2);
        var images = Tiny.Images(3, 8, ScalarType.Float64);
        var (weight, bias) = (network.Parameters["classifier.1.weight"], network.Parameters["classifier.1.bias"]);
        var whole = Logits(null);

        Assert.InRange(Tiny.RelativeError(Logits(full([3, 1280], 0.2, ScalarType.Float32)) - bias, (whole - bias) / 0.8), 0, 1e-6);
        Assert.Equal(Tiny.Numbers(bias.expand(3, 10)), Tiny.Numbers(Logits(full([3, 1280], 0.199, ScalarType.Float32))));
        // Draws are those of the dense network, and channels are counted as they are now.
        var draws = ones([3, 1280], ScalarType.Float32);
        draws[1, 2] = 0f;
        var lost = ((whole - Logits(draws) * 0.8) - bias * 0.2)[1] / weight.slice(1, 2, 3, 1).squeeze(1);
        Assert.True(lost[0].item<double>() != 0, "the channel that is dropped must have said something");
        Assert.InRange(Tiny.RelativeError(lost, lost[0].expand(10)), 0, 1e-6);

        Tensor Logits(Tensor? dropout) => network.Forward(
            images, BatchNormMode.TrainFrozenStatistics, dropout is null ? null : new Dictionary<string, Tensor> { [Name] = dropout });
    }

    [Fact]
    public void IsOfTrainingAlone()
    {
        using var network = Tiny.RandomNetwork(_blueprint, seed: 2);
        var images = Tiny.Images(3, 8, ScalarType.Float64);
        var dropped = network.Forward(images, BatchNormMode.Eval, new Dictionary<string, Tensor> { [Name] = zeros(3, 1280) });
        Assert.Equal(Tiny.Numbers(network.Forward(images, BatchNormMode.Eval)), Tiny.Numbers(dropped));
    }

    /// <summary>A stage that goes on within an epoch draws the steps before a cut once more, with the channels that the cut has left.</summary>
    [Fact]
    public void DrawsTheSameWhateverWasCut()
    {
        var settings = StageSamples.ByKind[StageKinds.AdversarialTrain];
        using var data = ImageDataLoader.Training(settings.Data, null, CPU);
        using var whole = new EpochDraws(settings, data, NetworkCatalog.Blueprint("mobilenet-v2", 10, Tiny.Normalisation), seed: 3);
        using var resumed = new EpochDraws(settings, data, _blueprint, seed: 3);
        var first = whole.Next(13).Dropout![Name];
        resumed.Skip(13);
        var (expected, actual) = (whole.Next(9), resumed.Next(9));

        Assert.Equal([9, 1280], actual.Dropout![Name].shape);
        Assert.Equal(Tiny.Numbers(expected.Dropout![Name]), Tiny.Numbers(actual.Dropout![Name]));
        Assert.Equal(Tiny.Numbers(expected.AttackStart!), Tiny.Numbers(actual.AttackStart!));
        Assert.NotEqual(Tiny.Numbers(first).Take(9), Tiny.Numbers(actual.Dropout![Name]).Take(9));
    }
}
