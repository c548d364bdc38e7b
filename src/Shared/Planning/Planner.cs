using System.Collections.Immutable;
using AdaSapSweep.Shared.DataSetFiles;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Recipes;
using AdaSapSweep.Shared.SweepFiles;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.Planning;

/// <summary>Folds the trials of a sweep into one tree of stages. Pure: the same file and data give the same plan, to the last byte.</summary>
public static class Planner
{
    public static SweepPlan Plan(SweepFile file, LocatedDataSet data)
    {
        var stages = ImmutableArray.CreateBuilder<StageSpec>();
        var known = new Dictionary<(string Kind, IStageSettings Settings, StageKey? Parent), StageSpec>();
        var axes = new TrialAxes(file);
        var trials = ImmutableArray.CreateBuilder<TrialSpec>(file.Trials.Length);
        foreach (var trial in file.Trials)
        {
            var path = ImmutableArray.CreateBuilder<StageKey>();
            StageKey? parent = null;
            foreach (var step in RecipeList.Find(trial.Method).Stages(trial))
            {
                // Settings compare by content, which saves writing and hashing JSON for a stage that is there already.
                if (!known.TryGetValue((step.Kind, step.Settings, parent), out var spec))
                {
                    spec = StageSpec.Create(step.Kind, step.Settings, data.Fingerprint, parent, WorkEstimate.Of(step.Settings, data));
                    known.Add((step.Kind, step.Settings, parent), spec);
                    stages.Add(spec);
                }

                path.Add(spec.Key);
                parent = spec.Key;
            }

            trials.Add(new(trial.Id, trials.Count + 1, trial.Method, trial.Configuration(), axes.Of(trial), path.ToImmutable()));
        }

        return new(file.Name, data.Name, trials.MoveToImmutable(), stages.ToImmutable());
    }
}
