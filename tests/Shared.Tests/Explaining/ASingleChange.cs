using AdaSapSweep.Shared.Explaining;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Planning;
using AdaSapSweep.Shared.SweepFiles;

namespace AdaSapSweep.Shared.Tests.Explaining;

public sealed class ASingleChange
{
    /// <summary>Changes that made a stage run. Some settings reach no stage of a method, and some drafts are no sweep file, as one that attacks more images than it has.</summary>
    private const int Telling = 500;

    private const int MostDrafts = 5 * Telling;

    [Fact]
    public void OfASweepFile_IsNamed_AndNothingElseIs()
    {
        var mutations = new Mutations(new Random(53));
        var told = 0;
        for (var drafts = 0; told < Telling; drafts++)
        {
            Assert.InRange(drafts, 0, MostDrafts);
            var mutation = mutations.Next();
            if (SweepFile.Parse(mutation.Before).File is not { } before || SweepFile.Parse(mutation.After).File is not { } after) continue;
            var stages = new RecordedStages();
            var kinds = stages.Run(PlanOf(before), 1).Select(s => s.Kind).ToHashSet();
            var plan = PlanOf(after);
            var added = stages.Run(plan, 2);
            if (added.Count == 0) continue;
            told++;
            var causes = stages.Causes();
            foreach (var stage in added)
            {
                var trial = plan.Trials.First(t => t.Stages.Contains(stage.Key));
                var cause = causes.Of(stage.Key, new("after", trial.Number, trial.Configuration));
                // What is the first of its kind, as a teacher, has nothing before the change to be compared with.
                if (kinds.Contains(stage.Kind)) Assert.True(cause.Differences is [{ Of: DifferenceOf.Setting } only] && only.Name == mutation.Field, Told(mutation, stage, cause));
            }
        }
    }

    /// <summary>The images are rendered: their content follows from what they are rendered with.</summary>
    private static SweepPlan PlanOf(SweepFile file) =>
        Planner.Plan(file, Examples.Data($"size {file.Data.Find("image_size")} seed {file.Data.Find("render_seed")}"));

    private static string Told(Mutations.Mutation mutation, StageSpec stage, StageCause cause) =>
        $"{mutation.Field} changed and {stage.Kind} ran because of {string.Join(", ", cause.Differences)}:\n{mutation.Before}\n---\n{mutation.After}";
}
