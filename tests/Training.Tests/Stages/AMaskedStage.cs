using AdaSapSweep.Stages;
using AdaSapSweep.Training.Checkpoints;
using AdaSapSweep.Training.Masks;
using TorchSharp;
using Xunit;

namespace AdaSapSweep.Training.Tests.Stages;

public sealed class AMaskedStage : IDisposable
{
    private readonly StageFixture _stages = new();
    private readonly Recorder _recorder = new();
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public void Dispose()
    {
        _scope.Dispose();
        _recorder.Dispose();
        _stages.Dispose();
    }

    [Theory]
    [InlineData(StageKinds.SparseTrain)]
    [InlineData(StageKinds.DynamicSparseTrain)]
    public void HoldsWeightsAndMomentumAtZeroOutsideTheMask(string kind)
    {
        using var checkpoint = After(kind);
        var (weights, momentum) = (checkpoint.Section("network"), checkpoint.Section("momentum"));
        foreach (var (name, mask) in checkpoint.Section("mask"))
        {
            var gone = mask.eq(0);
            Assert.Equal(0, weights[name].masked_select(gone).count_nonzero().item<long>());
            Assert.Equal(0, momentum[name].masked_select(gone).count_nonzero().item<long>());
            Assert.NotEqual(0, momentum[name].count_nonzero().item<long>());
        }
    }

    [Fact]
    public void ThatMovesKeepsTheCountOfEveryLayerExactly()
    {
        using var checkpoint = After(StageKinds.DynamicSparseTrain);
        using var network = _stages.Network();
        string[] names = [.. network.Parameters.Where(p => p.Value.shape.Length >= 2).Select(p => p.Key)];
        var zeros = LayerBudget.Zeros(LayerBudgets.Igq, [.. names.Select(n => new LayerShape(n, network.Parameters[n].shape))], .8);
        var masks = checkpoint.Section("mask");
        Assert.Equal(zeros, names.Select(n => masks[n].eq(0).sum().item<long>()));
    }

    [Fact]
    public void OfRobustBirdStartsFromTheExactSmallestWeightsOfItsParent()
    {
        using var search = new Recorder();
        _stages.Run(StageKinds.TicketSearch, StageSamples.ByKind[StageKinds.TicketSearch], search, "parent");
        var still = StageSamples.ByKind[StageKinds.SparseTrain] with
        {
            Epochs = 1,
            Optimizer = StageFixture.Training.Optimizer with { LearningRate = 0 },
        };
        _stages.Run(StageKinds.SparseTrain, still, _recorder, "stage", _stages.File("parent.safetensors"));
        using var parent = _stages.Network("parent");
        using var found = _stages.Network();
        var all = torch.cat([.. Weights(parent).Select(w => w.flatten())]).abs();
        var limit = all.sort().Item1[(long)Math.Round(.8 * all.numel()) - 1];
        foreach (var (dense, sparse) in Weights(parent).Zip(Weights(found)))
            Assert.Equal(Tiny.Numbers(dense * dense.abs().gt(limit)), Tiny.Numbers(sparse));
    }

    private static IEnumerable<torch.Tensor> Weights(Training.Networks.Network network) =>
        network.Parameters.Values.Where(p => p.shape.Length >= 2).Select(p => p.detach());

    private Checkpoint After(string kind)
    {
        _stages.Run(kind, StageSamples.ByKind[kind], _recorder, "stage");
        return Checkpoint.Read(_stages.File("stage.checkpoint"));
    }
}
