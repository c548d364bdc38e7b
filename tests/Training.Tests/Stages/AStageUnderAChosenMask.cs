using AdaSapSweep.Stages;
using AdaSapSweep.Training.Checkpoints;
using AdaSapSweep.Training.Data;
using AdaSapSweep.Training.Networks;
using TorchSharp;
using Xunit;

namespace AdaSapSweep.Training.Tests.Stages;

/// <summary>Masks that are chosen before training, over the weights that the stage begins with.</summary>
public sealed class AStageUnderAChosenMask : IDisposable
{
    private static readonly TrainingSettings Sparse = StageSamples.ByKind[StageKinds.SparseTrain];

    private readonly StageFixture _stages = new();
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public static TheoryData<string> Criteria => [.. InitialMasks.All];

    public static TheoryData<string> Scored => [InitialMasks.Magnitude, InitialMasks.Snip, InitialMasks.Grasp, InitialMasks.SynFlow];

    public void Dispose()
    {
        _scope.Dispose();
        _stages.Dispose();
    }

    [Theory]
    [MemberData(nameof(Criteria))]
    public void EndsBitForBitLikeOneThatWasStoppedAfterEachBatch(string criterion)
    {
        var settings = Settings(criterion) with { Epochs = 1 };
        using Recorder whole = new(), first = new(), second = new(), rest = new();
        var expected = _stages.Run(settings, whole, "whole");
        foreach (var recorder in new[] { first, second })
        {
            recorder.OnStep = recorder.Cancel;
            Assert.ThrowsAny<OperationCanceledException>(() => _stages.Run(settings, recorder, "cut"));
        }
        Assert.Equal((1, 2), (first.LastStep, second.LastStep));
        Assert.Equal(expected.Sha256, _stages.Run(settings, rest, "cut").Sha256);
    }

    [Theory]
    [MemberData(nameof(Scored))]
    public void HasExactlyAsManyZerosAndNoEmptyLayer(string criterion)
    {
        foreach (var sparsity in new[] { .5, .97 })
        {
            var masks = MasksAfter(Settings(criterion, sparsity) with { Epochs = 1 }, $"{criterion}-{sparsity}");
            var count = masks.Values.Sum(m => m.numel());
            Assert.Equal((long)Math.Round(sparsity * count), masks.Values.Sum(m => m.eq(0).sum().item<long>()));
            Assert.All(masks.Values, m => Assert.NotEqual(0, m.count_nonzero().item<long>()));
        }
    }

    [Theory]
    [MemberData(nameof(Criteria))]
    public void BeginsWithItsOwnWeights(string criterion)
    {
        var still = Settings(criterion) with { Epochs = 1, Attack = null, Optimizer = Sparse.Optimizer with { LearningRate = 0 } };
        var masks = MasksAfter(still, "still");
        using var dense = Fresh();
        using var found = _stages.Network("still");
        foreach (var (name, weight) in dense.Parameters)
            Assert.Equal(Tiny.Numbers(masks.TryGetValue(name, out var mask) ? weight.mul(mask) : weight), Tiny.Numbers(found.Parameters[name]));
    }

    /// <summary>Scores on batches move no running statistics.</summary>
    [Fact]
    public void HasTheStatisticsOfItsStepsAlone()
    {
        using Recorder recorder = new();
        var settings = Settings(InitialMasks.Grasp) with { Epochs = 1, Attack = null };
        _stages.Run(settings, recorder);
        using var network = _stages.Network();
        Assert.Equal(recorder.LastStep, network.BatchesTracked);
    }

    [Fact]
    public void BySnip_KeepsTheLargestProductsOfWeightAndGradient()
    {
        var settings = Settings(InitialMasks.Snip) with { Epochs = 1 };
        // All images: then their order does not matter.
        settings = settings with { Mask = settings.Mask! with { Images = settings.Data.TrainImages, LeastPerLayer = null } };
        var masks = MasksAfter(settings, "stage");
        using var network = Fresh(torch.ScalarType.Float64);
        using var data = ImageDataLoader.Training(settings.Data, null, torch.CPU);
        var batch = data.Batch(0, data.Count);
        var (images, labels) = (batch.Images, batch.Labels);
        var loss = torch.nn.functional.cross_entropy(network.Forward(images.to(torch.ScalarType.Float64), BatchNormMode.Eval), labels);
        torch.Tensor[] weights = [.. network.PrunableWeights.Select(w => w.Weight)];
        var scores = torch.cat([.. weights.Zip(torch.autograd.grad([loss], weights), (w, g) => w.mul(g).abs().flatten())]);
        AssertHighest(scores, masks, network);
    }

    [Fact]
    public void ByGrasp_KeepsTheLargestProductsOfWeightAndCurvature()
    {
        var settings = Settings(InitialMasks.Grasp) with { Epochs = 1, BatchSize = 48 };
        settings = settings with { Mask = settings.Mask! with { ImagesPerClass = 48, LeastPerLayer = null } };
        var masks = MasksAfter(settings, "stage");
        using var network = Fresh(torch.ScalarType.Float64);
        using var data = ImageDataLoader.Training(settings.Data, null, torch.CPU);
        var batch = data.Batch(0, data.Count);
        var (images, labels) = (batch.Images, batch.Labels);
        torch.Tensor[] weights = [.. network.PrunableWeights.Select(w => w.Weight)];
        torch.Tensor[] Gradient() => [.. torch.autograd.grad(
            [torch.nn.functional.cross_entropy(network.Forward(images.to(torch.ScalarType.Float64), BatchNormMode.TrainFrozenStatistics).div(200), labels)], weights)];
        var gradient = Gradient();
        // H g by the difference of two gradients.
        var ends = new List<torch.Tensor[]>();
        using (torch.no_grad())
            foreach (var step in new[] { 1e-3, -1e-3 })
            {
                foreach (var (w, g) in weights.Zip(gradient)) w.add_(g.mul(step));
                using (torch.enable_grad()) ends.Add(Gradient());
                foreach (var (w, g) in weights.Zip(gradient)) w.sub_(g.mul(step));
            }
        var scores = torch.cat([.. weights.Zip(ends[0].Zip(ends[1]), (w, e) => w.detach().mul(e.First.sub(e.Second)).flatten())]);
        AssertHighest(scores, masks, network);
    }

    [Fact]
    public void IsDrawnByTheStageKey()
    {
        foreach (var criterion in new[] { InitialMasks.Snip, InitialMasks.Grasp })
        {
            var settings = Settings(criterion) with { Epochs = 1 };
            settings = settings with { Mask = settings.Mask! with { Images = criterion == InitialMasks.Snip ? 8 : null, ImagesPerClass = criterion == InitialMasks.Grasp ? 1 : null } };
            var (first, again, other) = (MasksAfter(settings, "first"), MasksAfter(settings, "again"), MasksAfter(settings, "other", key: 'b'));
            Assert.All(first, m => Assert.Equal(m.Value.data<byte>().ToArray(), again[m.Key].data<byte>().ToArray()));
            Assert.Contains(first, m => !m.Value.data<byte>().SequenceEqual(other[m.Key].data<byte>()));
        }
    }

    [Fact]
    public void IsStoppedWhileItsMaskIsScored()
    {
        using var recorder = new Recorder();
        recorder.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => _stages.Run(Settings(InitialMasks.SynFlow), recorder));
        Assert.False(File.Exists(_stages.File("stage.checkpoint")));
    }

    [Fact]
    public void LeavesNoTensorBehind()
    {
        foreach (var criterion in InitialMasks.All)
        {
            using var recorder = new Recorder();
            var before = torch.Tensor.TotalCount;
            _stages.Run(Settings(criterion) with { Epochs = 1 }, recorder, criterion);
            Assert.Equal(before, torch.Tensor.TotalCount);
        }
    }

    [Fact]
    public void OfASmallDenseNetworkHasItsWidthsAndResumes()
    {
        var settings = StageSamples.ByKind[StageKinds.AdversarialTrain] with { NarrowedLike = .8 };
        using Recorder whole = new(), cut = new(stopAfterEpoch: 1), rest = new();
        var expected = _stages.Run(settings, whole, "whole");
        Assert.ThrowsAny<OperationCanceledException>(() => _stages.Run(settings, cut, "cut"));
        Assert.Equal(expected.Sha256, _stages.Run(settings, rest, "cut").Sha256);
        using var network = _stages.Network("whole");
        Assert.Equal(Narrowing.Like(Dense(), .8).Widths, network.Blueprint.Widths);

        using var evaluation = new Recorder();
        var evaluated = _stages.Run(
            StageKinds.Evaluate, new EvaluationSettings { Data = settings.Data, Architecture = settings.Architecture, BatchSize = 8 }, evaluation, "evaluation",
            _stages.File("whole.safetensors"));
        var ratio = evaluated.Measurements.Single(m => m.Name == "parameter_ratio").Value;
        Assert.Equal(NetworkCosts.ParametersOf(network.Blueprint) / (double)NetworkCosts.ParametersOf(Dense()), ratio);
        Assert.InRange(ratio, .18, .24);
    }

    private static TrainingSettings Settings(string criterion, double sparsity = .8) => Sparse with
    {
        Mask = new()
        {
            Sparsity = sparsity,
            Initial = criterion,
            Budget = criterion == InitialMasks.Random ? LayerBudgets.Erk : null,
            LeastPerLayer = criterion == InitialMasks.Random ? null : 1,
            Rounds = criterion == InitialMasks.SynFlow ? 5 : null,
        },
    };

    private static void AssertHighest(torch.Tensor scores, Dictionary<string, torch.Tensor> masks, Network network)
    {
        var kept = torch.cat([.. network.PrunableWeights.Select(w => masks[w.Name].flatten())]).ne(0);
        var limit = scores.detach().sort().Item1[(long)Math.Round(.8 * scores.numel()) - 1];
        var expected = scores.detach().gt(limit);
        // The stage scores in float32: what lies right at the limit may fall on either side.
        Assert.InRange(expected.ne(kept).sum().item<long>(), 0, scores.numel() / 5000);
    }

    private Dictionary<string, torch.Tensor> MasksAfter(TrainingSettings settings, string name, char key = 'a')
    {
        using var recorder = new Recorder();
        _stages.Run(settings, recorder, name, key: key);
        using var checkpoint = Checkpoint.Read(_stages.File($"{name}.checkpoint"));
        return checkpoint.Section("mask").ToDictionary(m => m.Key, m => m.Value.clone(), StringComparer.Ordinal);
    }

    private static Blueprint Dense() => NetworkCatalog.Blueprint(
        Sparse.Architecture, DataSets.ShapesClasses, new InputNormalisation(ShapesRenderer.Mean.ToArray(), ShapesRenderer.Deviation.ToArray()));

    private static Network Fresh(torch.ScalarType type = torch.ScalarType.Float32) => Network.Create(Dense(), Sparse.Seed, torch.CPU, type);
}
