using System.Collections.Immutable;
using AdaSapSweep.Shared.DataSetFiles;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.SweepFiles;

namespace AdaSapSweep.Shared.Planning;

/// <summary>Folds the trials of a sweep into one tree of stages. Pure: the same file and data give the same plan, to the last byte.</summary>
public static class Planner
{
    /// <param name="shifted">The second test set that the file names; null when it names none.</param>
    public static SweepPlan Plan(SweepFile file, LocatedDataSet data, LocatedShiftedSet? shifted = null)
    {
        var stages = new StageTreeBuilder();
        var contents = new StageContents(data, shifted);
        var axes = new TrialAxes(file);
        var trials = ImmutableArray.CreateBuilder<TrialSpec>(file.Trials.Length);
        MethodGrid? grid = null;
        ImmutableArray<StageMemory> path = [];
        foreach (var trial in file.Trials)
        {
            if (trial.Grid != grid) (grid, path) = (trial.Grid, StageMemory.Of(trial.Grid, contents));
            StageSpec? last = null;
            foreach (var memory in path)
            {
                if (memory.At(trial.Point) is { } content) last = stages.Child(last, content);
            }

            trials.Add(new(trial, trials.Count + 1, axes, last!));
        }

        return new(file.Name, data.Name, trials.MoveToImmutable(), stages.Finish()) { ShiftedFolder = shifted?.Folder };
    }
}
