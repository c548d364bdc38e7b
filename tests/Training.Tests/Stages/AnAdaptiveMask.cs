using AdaSapSweep.Stages;
using AdaSapSweep.Training.Masks;
using AdaSapSweep.Training.Stages;
using Xunit;

namespace AdaSapSweep.Training.Tests.Stages;

/// <summary>Flying Bird+ in a stage of six epochs, of three batches and an update each; decisions from the third on.</summary>
public sealed class AnAdaptiveMask : IDisposable
{
    private const int Epochs = 6;

    private static readonly AdaptiveDensitySettings Adaptive = new() { Window = 4, PruneRatio = .4, GrowthRatio = .5, Threshold = .5, StartShare = .3 };

    private readonly StageFixture _stages = new();
    private readonly Recorder _recorder = new();

    public void Dispose()
    {
        _recorder.Dispose();
        _stages.Dispose();
    }

    [Fact]
    public void DecidesByTheEpochsDoneAndSaysWhatItDid()
    {
        var result = Run(Settings(Adaptive), _recorder, "stage");
        var decided = _recorder.Events.Where(e => e.Name == StageEvents.DensityDecided).Select(e => e.Facts).ToList();
        Assert.Equal(Enumerable.Range(1, Epochs - 1).Select(i => 3L * i), decided.Select(d => (long)d["step"]));
        double[] Values(string name) => [.. result.Epochs.Where(e => e.Name == name).Select(e => e.Value)];
        var gaps = Values("accuracy").Zip(Values("validation_robust_accuracy"), (training, validation) => training - validation).ToArray();
        var losses = Values("validation_robust_loss");
        var sparsities = Values("sparsity");
        var before = 1 - sparsities[0];
        foreach (var (facts, epoch) in decided.Select((facts, i) => (facts, i)))
        {
            // The update comes after the last batch of its epoch, before that epoch's own numbers are there.
            var expected = AdaptiveDensity.Decide(losses[..epoch], gaps[..epoch], epoch, Epochs, Adaptive);
            Assert.Equal(
                (expected.Prune, expected.Grow, expected.PruneShare, expected.GrowShare, false),
                (facts["prune"], facts["grow"], facts["prune_share"], facts["grow_share"], facts["held_by_bounds"]));
            var (died, grown) = ((long)facts["died"], (long)facts["grown"]);
            Assert.Equal((!expected.Prune && !expected.Grow, true), (died == grown, died > 0));
            Assert.Equal(1 - sparsities[epoch], (double)facts["density"], 1e-12);
            Assert.Equal(Math.Sign(grown - died), Math.Sign((double)facts["density"] - (epoch == 0 ? before : 1 - sparsities[epoch - 1])));
        }
        Assert.Contains(decided, d => d["prune"].Equals(true) || d["grow"].Equals(true));
        Assert.True(sparsities.Distinct().Count() > 1, "the density never moved");
    }

    [Fact]
    public void StoppedAfterEveryBatchEndsBitForBitLikeOneThatWasNot()
    {
        var settings = Settings(Adaptive);
        var expected = Run(settings, _recorder, "whole");
        StageResult? ended = null;
        var decided = new List<object>();
        for (var attempts = 0; ended is null; attempts++)
        {
            Assert.True(attempts <= _recorder.LastStep, "no end");
            using var recorder = new Recorder();
            recorder.OnStep = recorder.Cancel;
            try
            {
                ended = Run(settings, recorder, "stopped");
            }
            catch (OperationCanceledException)
            {
            }
            decided.AddRange(recorder.Events.Where(e => e.Name == StageEvents.DensityDecided).Select(e => e.Facts["density"]));
        }
        Assert.Equal(expected.Sha256, ended.Sha256);
        Assert.Equal(expected.Epochs, ended.Epochs);
        Assert.Equal(_recorder.Events.Where(e => e.Name == StageEvents.DensityDecided).Select(e => e.Facts["density"]), decided);
    }

    /// <summary>What always prunes stops at its floor, and what always grows at its ceiling.</summary>
    [Theory]
    [InlineData(.9, 0, .175, null)]
    [InlineData(0, .9, null, .23)]
    public void StopsAtItsBounds(double pruneRatio, double growthRatio, double? floor, double? ceiling)
    {
        var always = Adaptive with { PruneRatio = pruneRatio, GrowthRatio = growthRatio, Threshold = 1e-9, Window = 1, StartShare = 0 };
        using var free = new Recorder();
        var unbounded = Densities(Run(Settings(always), free, "unbounded"));
        var bounded = Densities(Run(Settings(always with { Floor = floor, Ceiling = ceiling }), _recorder, "bounded"));
        Assert.Contains(unbounded, density => density < (floor ?? 0) || density > (ceiling ?? 1));
        Assert.DoesNotContain(bounded, density => density < (floor ?? 0) || density > (ceiling ?? 1));
        Assert.Contains(_recorder.Events, e => e.Name == StageEvents.DensityDecided && e.Facts["held_by_bounds"].Equals(true));
    }

    private static double[] Densities(StageResult result) => [.. result.Epochs.Where(e => e.Name == "sparsity").Select(e => 1 - e.Value)];

    private static TrainingSettings Settings(AdaptiveDensitySettings adaptive)
    {
        var sample = StageSamples.ByKind[StageKinds.DynamicSparseTrain];
        return sample with
        {
            Data = sample.Data with { TrainImages = 64, ValidationImages = 16 },
            Epochs = Epochs,
            Validation = new() { Attack = sample.Attack! with { TrainingMode = false }, KeepBest = true },
            Mask = sample.Mask! with { Update = sample.Mask.Update! with { Interval = 3, Adaptive = adaptive } },
        };
    }

    private StageResult Run(TrainingSettings settings, Recorder recorder, string name) => _stages.Run(StageKinds.DynamicSparseTrain, settings, recorder, name);
}
