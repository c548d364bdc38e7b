using AdaSapSweep.Shared.Recipes;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.Tests.Recipes;

public sealed class Distillation
{
    /// <summary>Each method's own path, and its student among the stages.</summary>
    public static TheoryData<string, string[], string> Methods => new()
    {
        { "adversarial", [], StageKinds.DistilledTrain },
        { "small-dense", [], StageKinds.DistilledTrain },
        { "flying-bird", [StageKinds.DynamicSparseTrain], StageKinds.DynamicSparseTrain },
        { "static-sparse", [StageKinds.SparseTrain], StageKinds.SparseTrain },
        { "robust-bird", [StageKinds.TicketSearch, StageKinds.SparseTrain], StageKinds.SparseTrain },
    };

    [Theory]
    [MemberData(nameof(Methods))]
    public void PutsTeachersBeforeTheMethodsOwnStages(string method, string[] own, string student)
    {
        string[] after = own.Length == 0 ? [StageKinds.DistilledTrain, StageKinds.Evaluate] : [.. own, StageKinds.Evaluate];

        Assert.Equal([StageKinds.AdversarialTrain, StageKinds.TeacherTrain, .. after], Stages(method, "distillation: both").Select(s => s.Kind));
        Assert.Equal([StageKinds.AdversarialTrain, .. after], Stages(method, "distillation: robust").Select(s => s.Kind));
        Assert.Equal([StageKinds.TeacherTrain, .. after], Stages(method, "distillation: standard").Select(s => s.Kind));
        Assert.Equal(Stages(method, ""), Stages(method, "distillation: none\n    teacher_epochs: 3\n    distillation_temperature: 4"));
        Assert.DoesNotContain(Stages(method, "").Select(s => s.Kind), k => k is StageKinds.TeacherTrain or StageKinds.DistilledTrain);
        Assert.Equal(method == "robust-bird" ? null : true, Of(Stages(method, "distillation: both"), student).FreshStart);
    }

    [Theory]
    [InlineData("distillation: both", .3, .1, .6, 2)]
    [InlineData("distillation: standard", .9, .1, null, 2)]
    [InlineData("distillation: robust\n    distillation_temperature: 4", .4, null, .6, 4)]
    [InlineData("distillation: both\n    distillation_standard_weight: 0.7\n    distillation_robust_weight: 0.8", 0, .7, .8, 2)]
    public void LeavesTheLabelsWhatTheTeachersInUseDoNotTake(string lines, double labels, double? standard, double? robust, double temperature) => Assert.Equal(
        new DistillationSettings { Labels = labels, Standard = standard, Robust = robust, Temperature = temperature },
        Of(Stages("flying-bird", lines), StageKinds.DynamicSparseTrain).Distillation);

    [Fact]
    public void HasTheDenseBaselineForARobustTeacher()
    {
        var baseline = Of(Stages("adversarial", "adversarial_loss: trades"), StageKinds.AdversarialTrain);

        Assert.Equal(baseline, Of(Stages("robust-bird", "adversarial_loss: trades\n    distillation: both\n    swa_start: 0.5"), StageKinds.AdversarialTrain));
        Assert.Equal(baseline with { Epochs = 7 }, Of(Stages("small-dense", "adversarial_loss: trades\n    distillation: both\n    teacher_epochs: 7"), StageKinds.AdversarialTrain));
    }

    [Fact]
    public void HandsTeachersOnFromFileToFile()
    {
        var stages = Stages("robust-bird", "distillation: both");

        var (standard, search) = (Of(stages, StageKinds.TeacherTrain), Of(stages, StageKinds.TicketSearch));
        Assert.Equal((true, new EquatableList<string>([TeacherNames.Robust]), null), (standard.FreshStart, standard.PassesOn, standard.Attack));
        Assert.Equal((true, new EquatableList<string>([TeacherNames.Standard, TeacherNames.Robust])), (search.FreshStart, search.PassesOn));
        var alone = Of(Stages("flying-bird", "distillation: standard"), StageKinds.TeacherTrain);
        Assert.Equal((null, null), (alone.FreshStart, alone.PassesOn));
    }

    /// <summary>Two seeds: a robust teacher, which is the baseline, and a standard one each; a student and an evaluation for each sparsity and seed.</summary>
    [Fact]
    public void SharesItsTeachersOverSparsities_AndWithTheBaseline_ButNotOverSeeds()
    {
        var plan = Examples.Plan("name: a\nseeds: [1, 2]\ndata: { name: shapes }\ngrids:\n  - { method: adversarial }\n  - { method: [flying-bird, static-sparse], sparsity: [0.8, 0.9, 0.95], distillation: both }\n");

        int Count(string kind) => plan.Stages.Count(s => s.Kind == kind);
        Assert.Equal((2, 2), (Count(StageKinds.AdversarialTrain), Count(StageKinds.TeacherTrain)));
        Assert.Equal((6, 6, 14), (Count(StageKinds.DynamicSparseTrain), Count(StageKinds.SparseTrain), Count(StageKinds.Evaluate)));
    }

    private static TrainingSettings Of(IReadOnlyList<StageStep> stages, string kind) => (TrainingSettings)stages.Single(s => s.Kind == kind).Settings;

    private static IReadOnlyList<StageStep> Stages(string method, string lines)
    {
        var file = Examples.Checked($"name: recipe\ndata: {{ name: shapes }}\ngrids:\n  - method: {method}\n    {lines}\n");
        return RecipeList.Find(method).Stages(Assert.Single(file.Trials));
    }
}
