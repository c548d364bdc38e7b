using System.Globalization;
using AdaSapSweep.Stages;
using AdaSapSweep.Training.Checkpoints;
using AdaSapSweep.Training.Networks;
using AdaSapSweep.Training.Stages;
using Xunit;

namespace AdaSapSweep.Training.Tests.Stages;

public sealed class TheCostOfTraining : IDisposable
{
    private const int Images = 48;
    private const int Epochs = 3;

    private static readonly AttackSettings Attack = new() { Norm = Norms.LInf, Epsilon = 8 / 255.0, StepSize = 4 / 255.0, Steps = 2, RandomStart = true };

    private readonly StageFixture _stages = new();
    private readonly Recorder _recorder = new();

    public void Dispose()
    {
        _recorder.Dispose();
        _stages.Dispose();
    }

    [Fact]
    public void OfACleanStage_IsThreePassesAnImage()
    {
        var result = _stages.Run(StageFixture.Training, _recorder);
        var expected = 3.0 * Images * Epochs * DenseMacs();
        Assert.Equal(expected, Last(result, EpochMetrics.TrainingMacs));
        Assert.Equal(expected, Note("stage", "training_macs"));
        Assert.Equal(expected, Note("stage", "training_macs_paper"));
    }

    [Fact]
    public void UnderAnAttack_HasTwoMoreForEachOfItsSteps_AndThreeByThePapersRule()
    {
        _stages.Run(StageFixture.Training with { Attack = Attack }, _recorder);
        Assert.Equal((3.0 + 2 * 2) * Images * Epochs * DenseMacs(), Note("stage", "training_macs"));
        Assert.Equal(3.0 * (1 + 2) * Images * Epochs * DenseMacs(), Note("stage", "training_macs_paper"));
    }

    [Fact]
    public void OfATicket_IsThatOfTheSearchAndOfTheSparseTraining()
    {
        _stages.Run(StageFixture.Training, _recorder, "search");
        var sparse = StageFixture.Training with { Mask = new() { Sparsity = .8, Initial = InitialMasks.Magnitude } };
        var result = _stages.Run(StageKinds.SparseTrain, sparse, _recorder, "sparse", _stages.File("search.safetensors"));

        var macs = MacsOfWhatIsNotZero("sparse");
        Assert.InRange(macs, 0.05 * DenseMacs(), 0.6 * DenseMacs());
        Assert.Equal(macs, Last(result, EpochMetrics.SparseMacs), macs * 1e-12);
        Assert.Equal(3 * Images * Epochs * (DenseMacs() + macs), Note("sparse", "training_macs"), macs * 1e-6);
        var measured = Evaluated("sparse");
        Assert.Equal(Note("sparse", "training_macs"), measured["training_macs"]);
        Assert.Equal(macs, measured["sparse_macs"], macs * 1e-12);
        Assert.Equal(macs / DenseMacs(), measured["sparse_macs_ratio"], 1e-12);
        Assert.Equal(8, measured.Keys.Count(name => name.StartsWith("layer_sparsity.", StringComparison.Ordinal)));
        Assert.InRange(measured["layer_sparsity.layer3.0.conv1"], measured["layer_sparsity.conv1"], 1);
    }

    [Fact]
    public void UnderAMovingMask_FollowsItsDensity_AndTellsEveryLayersSparsity()
    {
        var moving = StageFixture.Training with
        {
            Mask = new()
            {
                Sparsity = .5,
                Initial = InitialMasks.Random,
                Budget = LayerBudgets.Uniform,
                Update = new() { Interval = 2, InitialRate = .5, FinalRate = .1, Growth = GrowthRules.Random },
            },
        };
        var result = _stages.Run(StageKinds.DynamicSparseTrain, moving, _recorder, "moving");
        Assert.Equal(3.0 * Images * Epochs * MacsOfWhatIsNotMasked(result), Note("moving", "training_macs"), DenseMacs() * 1e-3);
        Assert.Equal(Epochs, result.Epochs.Count(e => e.Name == "layer_sparsity.layer2.0.conv1"));
        Assert.Equal(.5, Last(result, "layer_sparsity.layer2.0.conv1"), 3);
    }

    [Fact]
    public void OfADenseNetwork_HasNoSparseColumns()
    {
        _stages.Run(StageFixture.Training, _recorder, "dense");
        Assert.DoesNotContain(Evaluated("dense").Keys, name => name.StartsWith("layer_sparsity", StringComparison.Ordinal) || name.StartsWith("sparse_macs", StringComparison.Ordinal));
    }

    private static double Last(StageResult result, string name) => result.Epochs.Last(e => e.Name == name).Value;

    private static double MacsOfWhatIsNotMasked(StageResult result) => Last(result, EpochMetrics.SparseMacs);

    private double Note(string stage, string name) => double.Parse(NetworkFile.NotesOf(_stages.File($"{stage}.safetensors"))[name], CultureInfo.InvariantCulture);

    private static double DenseMacs() => NetworkCosts.Of(NetworkCatalog.Blueprint(Architectures.ResNet8, 10, new InputNormalisation([0, 0, 0], [1, 1, 1])), 8, 8).Macs;

    private double MacsOfWhatIsNotZero(string stage)
    {
        using var network = _stages.Network(stage);
        var zeros = network.Parameters.Where(p => p.Value.shape.Length >= 2).ToDictionary(p => p.Key, p => (double)p.Value.eq(0).sum().item<long>() / p.Value.numel());
        return NetworkCosts.Of(network.Blueprint, 8, 8).Layers.Sum(l => l.Macs == 0 ? 0 : l.Macs * (1 - zeros[$"{l.Layer}.weight"]));
    }

    private Dictionary<string, double> Evaluated(string parent)
    {
        var settings = new EvaluationSettings { Data = StageFixture.Training.Data, Architecture = Architectures.ResNet8, BatchSize = 8 };
        return _stages.Run(StageKinds.Evaluate, settings, _recorder, "measured", _stages.File($"{parent}.safetensors")).Measurements.Where(m => !m.IsTiming).ToDictionary(m => m.Name, m => m.Value);
    }
}
