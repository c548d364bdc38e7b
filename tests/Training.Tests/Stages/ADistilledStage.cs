using AdaSapSweep.Stages;
using AdaSapSweep.Training.Checkpoints;
using AdaSapSweep.Training.Networks;
using AdaSapSweep.Training.Objectives;
using AdaSapSweep.Training.Stages;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Stages;

public sealed class ADistilledStage : IDisposable
{
    private static readonly TrainingSettings Attacked = StageSamples.ByKind[StageKinds.AdversarialTrain] with { Epochs = 2 };
    private static readonly TrainingSettings Standard = StageFixture.Training with { Epochs = 2, FreshStart = true, PassesOn = new([TeacherNames.Robust]) };

    private static readonly TrainingSettings Student = Attacked with
    {
        FreshStart = true,
        Distillation = new() { Labels = .3, Standard = .1, Robust = .6, Temperature = 2 },
    };

    private readonly StageFixture _stages = new();
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose()
    {
        _scope.Dispose();
        _stages.Dispose();
    }

    [Fact]
    public void HasTeachersThatTravelledDownThePath_AndStartsFromItsOwnWeights()
    {
        Teach();
        Run(StageKinds.TicketSearch, StageSamples.ByKind[StageKinds.TicketSearch] with { FreshStart = true, PassesOn = new([TeacherNames.Standard, TeacherNames.Robust]) }, "search", "standard");

        using var teachers = Teachers.Of(Student, _stages.File("search.safetensors"), 10, CPU)!;
        var found = teachers.ByName.ToDictionary();
        AssertSame(_stages.Network("standard"), found[TeacherNames.Standard]);
        AssertSame(_stages.Network("robust"), found[TeacherNames.Robust]);
        // From random weights each: else the second network would be the first one trained on.
        Assert.Equal(Run(StageKinds.TicketSearch, StageSamples.ByKind[StageKinds.TicketSearch], "alone", null).Epochs, Run(StageKinds.TicketSearch, StageSamples.ByKind[StageKinds.TicketSearch] with { FreshStart = true }, "again", "standard").Epochs);
    }

    [Fact]
    public void TakesTheBestEpochOfATeacherThatHasOne()
    {
        var data = StageFixture.Training.Data with { TrainImages = 56, ValidationImages = 8 };
        Run(StageKinds.AdversarialTrain, Attacked with { Data = data, Validation = new() { Attack = Attacked.Attack! with { TrainingMode = false }, KeepBest = true } }, "robust", null);
        using var teachers = Teachers.Of(Student with { Distillation = Student.Distillation! with { Standard = null } }, _stages.File("robust.safetensors"), 10, CPU)!;
        AssertSame(NetworkFile.ReadOther(_stages.File("robust.safetensors"), OtherNetworks.Best, CPU)!, Assert.Single(teachers.ByName).Value);
    }

    [Fact]
    public void StoppedWithinAnEpochEndsBitForBitLikeOneThatWasNot()
    {
        Teach();
        var expected = Run(StageKinds.DistilledTrain, Student, "whole", "standard");
        using Recorder cut = new(), rest = new();
        cut.OnStep = () =>
        {
            if (cut.LastStep == 4) cut.Cancel();
        };
        Assert.ThrowsAny<OperationCanceledException>(() => _stages.Run(StageKinds.DistilledTrain, Student, cut, "cut", _stages.File("standard.safetensors")));
        var ended = _stages.Run(StageKinds.DistilledTrain, Student, rest, "cut", _stages.File("standard.safetensors"));
        Assert.Equal((expected.Sha256, 6L), (ended.Sha256, rest.LastStep));
        Assert.NotEqual(expected.Sha256, Run(StageKinds.DistilledTrain, Student with { Distillation = null }, "untaught", "standard").Sha256);
    }

    /// <summary>The teachers and the student see the same attacked images, and no teacher changes.</summary>
    [Fact]
    public void HasTheLossOfItsParts()
    {
        Teach();
        using var teachers = Teachers.Of(Student, _stages.File("standard.safetensors"), 10, CPU)!;
        using var network = Tiny.Network(type: ScalarType.Float32);
        var images = Tiny.Images(6, 8);
        var part = new BatchPart(Tiny.Labels(6), Tiny.Images(6, 8, seed: 5), 1) { Images = images };
        var objective = Objective.Of(Student with { LabelSmoothing = 0 }, network, teachers);
        objective.Prepare(part);
        var (loss, logits) = objective.Of(part, BatchNormMode.TrainFrozenStatistics);

        Assert.NotSame(images, part.Seen);
        var expected = nn.functional.cross_entropy(logits, part.Labels).mul(.3);
        foreach (var (name, weight) in new[] { ("standard", .1), ("robust", .6) })
            expected = expected.add(DistilledObjective.Imitation(logits, _stages.Network(name).Forward(part.Seen, BatchNormMode.Eval), 2), weight);
        Assert.Equal(expected.item<float>(), loss.item<float>(), 1e-5f);
        Assert.All(part.Taught, t => Assert.False(t.requires_grad));
    }

    [Fact]
    public void NeedsAParent() => Assert.Throws<ArgumentException>(() => Run(StageKinds.DistilledTrain, Student, "orphan", null));

    /// <summary>A robust teacher, and below it a standard one that passes it on.</summary>
    private void Teach()
    {
        Run(StageKinds.AdversarialTrain, Attacked, "robust", null);
        Run(StageKinds.TeacherTrain, Standard, "standard", "robust");
    }

    private StageResult Run(string kind, TrainingSettings settings, string name, string? parent)
    {
        using var recorder = new Recorder();
        return _stages.Run(kind, settings, recorder, name, parent is null ? null : _stages.File($"{parent}.safetensors"));
    }

    private static void AssertSame(Network expected, Network actual) => Assert.All(
        expected.Parameters.Concat(expected.Statistics),
        t => Assert.True(t.Value.eq(actual.Parameters.TryGetValue(t.Key, out var weight) ? weight : actual.Statistics[t.Key]).all().item<bool>(), t.Key));
}
