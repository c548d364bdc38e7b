using AdaSapSweep.Stages;
using AdaSapSweep.Training.Checkpoints;
using AdaSapSweep.Training.Masks;
using AdaSapSweep.Training.Stages;
using TorchSharp;
using Xunit;

namespace AdaSapSweep.Training.Tests.Stages;

public sealed class AMovingMask : IDisposable
{
    private static readonly TrainingSettings Sample = StageSamples.ByKind[StageKinds.DynamicSparseTrain] with { Epochs = 4 };

    private readonly StageFixture _stages = new();

    public static TheoryData<string, string?> Rules
    {
        get
        {
            var rules = new TheoryData<string, string?>();
            foreach (var growth in GrowthRules.All)
            {
                rules.Add(growth, null);
                rules.Add(growth, RegrowRules.Excluded);
            }
            return rules;
        }
    }

    public void Dispose() => _stages.Dispose();

    [Theory]
    [MemberData(nameof(Rules))]
    public void StoppedWithinAnEpochAndBetweenTwoEndsBitForBitLikeOneThatWasNot(string growth, string? regrow)
    {
        var settings = With(Sample.Mask!.Update! with { Growth = growth, Regrow = regrow, LateInterval = 1 });
        using Recorder whole = new(), within = new(), between = new(stopAfterEpoch: 3), rest = new();
        var expected = Run(settings, whole, "whole");
        within.OnStep = () =>
        {
            if (within.LastStep == 5) within.Cancel();
        };
        Assert.ThrowsAny<OperationCanceledException>(() => Run(settings, within, "cut"));
        Assert.ThrowsAny<OperationCanceledException>(() => Run(settings, between, "cut"));
        var resumed = Run(settings, rest, "cut");
        Assert.Equal(expected.Sha256, resumed.Sha256);
        Assert.Equal(expected.Epochs, resumed.Epochs);
    }

    /// <summary>Three batches in each of four epochs, an update every second step, and after every one in the last.</summary>
    [Fact]
    public void MovesMoreOrLessOftenLate()
    {
        using var recorder = new Recorder();
        Run(With(Sample.Mask!.Update! with { LateInterval = 1 }), recorder, "stage");
        Assert.Equal([2L, 4L, 6L, 8L, 10L, 11L], recorder.Events.Where(e => e.Name == StageEvents.MaskUpdated).Select(e => e.Facts["step"]));
    }

    [Fact]
    public void GrowsDifferentlyByEachRule()
    {
        var digests = new List<string?>();
        foreach (var growth in GrowthRules.All)
            foreach (var regrow in new[] { null, RegrowRules.Excluded })
            {
                using var recorder = new Recorder();
                digests.Add(Run(With(Sample.Mask!.Update! with { Growth = growth, Regrow = regrow }), recorder, $"{growth}{regrow}").Sha256);
            }
        Assert.Equal(6, digests.Distinct().Count());
    }

    [Fact]
    public void ThatGrowsByMomentumKeepsThatOfMaskedWeightsToo()
    {
        using var scope = torch.NewDisposeScope();
        using var recorder = new Recorder();
        Run(With(Sample.Mask!.Update! with { Growth = GrowthRules.Momentum }), recorder, "stage");
        using var checkpoint = Checkpoint.Read(_stages.File("stage.checkpoint"));
        var (growth, masks) = (checkpoint.Section("growth"), checkpoint.Section("mask"));
        Assert.Equal(masks.Keys.Order(), growth.Keys.Order());
        Assert.All(masks, m => Assert.NotEqual(0, growth[m.Key].masked_select(m.Value.eq(0)).count_nonzero().item<long>()));
    }

    [Fact]
    public void AddsGradientsUpAsASumThatFades()
    {
        using var scope = torch.NewDisposeScope();
        using var momentum = new DenseMomentum(.5);
        foreach (var gradient in new[] { new[] { 4f, 0 }, [2f, 1], [0f, -3] })
            momentum.Add(["w"], new Dictionary<string, torch.Tensor> { ["w"] = torch.tensor(gradient), ["other"] = torch.tensor(gradient) });
        Assert.Equal(["w"], momentum.Buffers.Keys);
        Assert.Equal([2f, -2.5f], momentum.Buffers["w"].data<float>().ToArray());
    }

    private static TrainingSettings With(MaskUpdateSettings update) => Sample with { Mask = Sample.Mask! with { Update = update } };

    private StageResult Run(TrainingSettings settings, Recorder recorder, string name) => _stages.Run(StageKinds.DynamicSparseTrain, settings, recorder, name);
}
