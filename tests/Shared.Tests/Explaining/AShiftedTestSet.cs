using AdaSapSweep.Shared.DataSetFiles;
using AdaSapSweep.Shared.Explaining;
using AdaSapSweep.Shared.Planning;

namespace AdaSapSweep.Shared.Tests.Explaining;

public sealed class AShiftedTestSet
{
    [Fact]
    public void ThatChangedInContent_IsTold() => Assert.Equal(
        new(DifferenceOf.Data, "evaluation.shifted_data", "b", "a", "evaluate", []),
        Only("shifted_data: idx, shifted_folder: x", Set("idx", "a"), "shifted_data: idx, shifted_folder: y", Set("idx", "b")) with { Fields = [] });

    [Fact]
    public void ThatIsNew_OrOfAnotherForm_IsTold()
    {
        Assert.Equal(
            new(DifferenceOf.Setting, "evaluation.shifted_data", "idx", null, "evaluate", []), Only("", null, "shifted_data: idx, shifted_folder: y", Set("idx", "b")) with { Fields = [] });
        Assert.Equal(
            new(DifferenceOf.Setting, "evaluation.shifted_data", "idx", "cifar10", "evaluate", []),
            Only("shifted_data: cifar10, shifted_folder: x", Set("cifar10", "a"), "shifted_data: idx, shifted_folder: y", Set("idx", "b")) with { Fields = [] });
    }

    [Fact]
    public void ThatIsTheSame_DoesNotHideTheKeyThatChanged() => Assert.Equal(
        "evaluation.pgd_steps",
        Only("shifted_data: idx, shifted_folder: x, pgd_steps: 3", Set("idx", "a"), "shifted_data: idx, shifted_folder: x, pgd_steps: 4", Set("idx", "a")).Name);

    private static StageDifference Only(string before, LocatedShiftedSet? shiftedBefore, string after, LocatedShiftedSet? shiftedAfter)
    {
        var stages = new RecordedStages();
        stages.Run(Planner.Plan(Examples.Checked(Text(before)), Examples.Data(), shiftedBefore), 1);
        var plan = Planner.Plan(Examples.Checked(Text(after)), Examples.Data(), shiftedAfter);
        var added = Assert.Single(stages.Run(plan, 2));
        return Assert.Single(stages.Causes().Of(added.Key, new("after", 1, plan.Trials[0].Configuration)).Differences);
    }

    private static LocatedShiftedSet Set(string name, string fingerprint) => new("x", new() { Data = new() { Name = name }, Fingerprint = fingerprint }, 10);

    private static string Text(string evaluation) => $"name: test\ndata: {{ name: shapes }}\nevaluation: {{ {evaluation} }}\ngrids: [{{ method: sgd }}]\n";
}
