using AdaSapSweep.Stages;
using AdaSapSweep.TestSupport;
using AdaSapSweep.Training.Checkpoints;
using AdaSapSweep.Training.Data;
using AdaSapSweep.Training.Optimizers;
using AdaSapSweep.Training.Stages;
using AdaSapSweep.Training.Tests.Stages;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Optimizers;

/// <summary>
/// In float32, where multiplying by a power of two and dividing by it again changes no bit: so steps with it are those without it. A processor has no convolutions in
/// float16, for which it is made.
/// </summary>
public sealed class TheLossScale : IDisposable
{
    private const int Side = 8;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, bool> Kinds
    {
        get
        {
            string[] kinds = [StageKinds.Pretrain, StageKinds.SharpnessTrain, StageKinds.AdaSapAdapt, StageKinds.AdversarialTrain, StageKinds.DynamicSparseTrain];
            return [.. kinds.SelectMany(_ => new[] { false, true }, (kind, isGrouped) => (kind, isGrouped))];
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void LeavesStepsWithFiniteGradientsAsTheyAre(string kind, bool isGrouped)
    {
        using var paths = new FastPaths { GroupedUpdates = isGrouped }.Use();
        var plain = Steps(StageSamples.ByKind[kind], Good, Good);
        var scaled = Steps(StageSamples.ByKind[kind] with { Precision = Precisions.Float16 }, Good, Good);
        Assert.Equal(plain.Keys, scaled.Keys.Where(name => !name.StartsWith("scale ", StringComparison.Ordinal)));
        Assert.All(plain, t => Assert.Equal(t.Value, scaled[t.Key]));
        Assert.Equal([65_536], scaled["scale scale"]);
        Assert.Equal([2], scaled["scale steps"]);
    }

    /// <summary>Neither weight nor momentum nor score; but the running statistics have seen the batch, as in torch.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void TakesBackAStepWithoutFiniteGradients(string kind, bool isGrouped)
    {
        using var paths = new FastPaths { GroupedUpdates = isGrouped }.Use();
        var settings = StageSamples.ByKind[kind] with { Precision = Precisions.Float16 };
        foreach (var bad in new[] { float.NaN, float.PositiveInfinity })
        {
            var (one, two) = (Steps(settings, Good), Steps(settings, Good, () => Good().mul(bad)));
            Assert.Equal([32_768], two["scale scale"]);
            Assert.Equal([0], two["scale steps"]);
            string[] others = ["scale ", "gradient ", "statistic "];
            var kept = one.Keys.Where(name => !others.Any(other => name.StartsWith(other, StringComparison.Ordinal))).ToList();
            Assert.NotEmpty(kept);
            Assert.All(kept, name => Assert.Equal(one[name], two[name]));
            Assert.All(two.Where(t => t.Key.StartsWith("gradient", StringComparison.Ordinal)), t => Assert.All(t.Value, g => Assert.Equal(0, g)));
        }
        // The first step of all has no momentum behind it.
        var first = Steps(settings, () => Good().mul(float.NaN));
        Assert.All(first.Where(t => t.Key.StartsWith("momentum", StringComparison.Ordinal)), t => Assert.All(t.Value, v => Assert.Equal(0, v)));
    }

    [Fact]
    public void GrowsAndShrinksAsTorchsScalerDoes()
    {
        const int interval = 3;
        using var scope = NewDisposeScope();
        using var scale = new LossScale(CPU, interval);
        var (expected, row) = (65_536.0, 0);
        var weight = ones([2], ScalarType.Float32);
        foreach (var finite in "yyyyyynyynnyyyyyyy".Select(c => c == 'y'))
        {
            scale.Unscaled([full_like(weight, finite ? 1 : float.PositiveInfinity)]);
            scale.Step(() => [new("w", weight)], () => weight.add_(1));
            row = finite ? row + 1 : 0;
            if (!finite) expected *= .5;
            if (row == interval) (expected, row) = (expected * 2, 0);
            Assert.Equal(expected, scale.Read());
        }
        Assert.Equal([16, 16], Tiny.Numbers(weight));
    }

    [Fact]
    public void GradientsOfBothPasses_DecideOverTheStep()
    {
        using var scope = NewDisposeScope();
        using var scale = new LossScale(CPU);
        var weight = ones([2, 2], ScalarType.Float32);
        var unscaled = scale.Unscaled([full([2, 2], 65_536, ScalarType.Float32), full([1], 32_768, ScalarType.Float32)]);
        Assert.Equal([1, 1, 1, 1], Tiny.Numbers(unscaled[0]));
        Assert.Equal([2L, 2L], unscaled[0].shape);
        Assert.Equal([.5], Tiny.Numbers(unscaled[1]));
        scale.Unscaled([full([2], float.NaN, ScalarType.Float32)]);
        scale.Unscaled([ones([2], ScalarType.Float32)]);
        scale.Step(() => [new("w", weight)], () => weight.zero_());
        Assert.Equal([1, 1, 1, 1], Tiny.Numbers(weight));
        Assert.Throws<InvalidOperationException>(() => scale.Step(() => [], () => { }));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void IsInTheCheckpoint_SoThatTrainingGoesOnBitForBit(bool isGrouped)
    {
        using var paths = new FastPaths { GroupedUpdates = isGrouped }.Use();
        var settings = StageSamples.ByKind[StageKinds.SharpnessTrain] with { Precision = Precisions.Float16 };
        Func<Tensor>[] batches = [Good, () => Good().mul(float.NaN), Good, Good];
        var whole = Steps(settings, batches);
        using (var state = TrainingState.Begin(settings, Tiny.Network(type: ScalarType.Float32), new string('a', 64)))
        {
            Run(settings, state, batches[..2]);
            state.Save(_folder["checkpoint"], new string('a', 64));
        }
        using var checkpoint = Checkpoint.Read(_folder["checkpoint"]);
        using var resumed = TrainingState.Resume(settings, checkpoint, CPU);
        var rest = Run(settings, resumed, batches[2..]);
        Assert.Equal([32_768], rest["scale scale"]);
        Assert.Equal([2], rest["scale steps"]);
        Assert.All(whole, t => Assert.Equal(t.Value, rest[t.Key]));
        Assert.Throws<InvalidDataException>(() => resumed.Scale!.Restore(new Dictionary<string, Tensor>()));
    }

    [Theory]
    [InlineData(StageKinds.Pretrain)]
    [InlineData(StageKinds.Evaluate)]
    public void OfAStageInFloat16_IsNotNeededOnAProcessor_WhichRefusesIt(string kind)
    {
        IStageSettings settings = kind == StageKinds.Evaluate
            ? new EvaluationSettings { Data = StageFixture.Training.Data, Architecture = Architectures.ResNet8, BatchSize = 8, Precision = Precisions.Float16 }
            : StageFixture.Training with { Precision = Precisions.Float16 };
        using var recorder = new Recorder();
        var inputs = new StageInputs(new string('a', 64), null, null, _folder["checkpoint"], _folder["network"], CPU, recorder, recorder.Stop);
        Assert.Contains("'bfloat16' runs on both", Assert.Throws<UnfitDeviceException>(() => StageProgram.Run(kind, settings, inputs)).Message, StringComparison.Ordinal);
    }

    private static Tensor Good() => Tiny.Images(8, Side, seed: 5);

    private static Dictionary<string, double[]> Steps(TrainingSettings settings, params Func<Tensor>[] batches)
    {
        using var state = TrainingState.Begin(settings, Tiny.Network(type: ScalarType.Float32), new string('a', 64));
        return Run(settings, state, batches);
    }

    /// <returns>What the steps left, by name.</returns>
    private static Dictionary<string, double[]> Run(TrainingSettings settings, TrainingState state, params Func<Tensor>[] batches)
    {
        using var scope = NewDisposeScope();
        using var step = new TrainingStep(settings, state, microBatches: 1);
        Dictionary<string, Tensor> gradients = [];
        foreach (var batch in batches) gradients = step.Run(new ImageBatch(batch(), Tiny.Labels(8)), new StepDraws(null, Tiny.Images(8, Side, seed: 4)), .05);
        var parts = new Dictionary<string, IReadOnlyDictionary<string, Tensor>>
        {
            ["weight"] = state.Network.Parameters,
            ["statistic"] = state.Network.Statistics,
            ["momentum"] = state.Optimizer.Buffers.ToDictionary(),
            ["score"] = state.Scores.State,
            ["scale"] = state.Scale?.State ?? new Dictionary<string, Tensor>(),
            ["gradient"] = gradients,
        };
        return parts.SelectMany(part => part.Value, (part, t) => ($"{part.Key} {t.Key}", Tiny.Numbers(t.Value))).ToDictionary(t => t.Item1, t => t.Item2, StringComparer.Ordinal);
    }
}
