using AdaSapSweep.Stages;

namespace AdaSapSweep.Training.Pruning;

/// <summary>When the cuts of a stage happen and how far each goes.</summary>
public static class PruningSchedule
{
    /// <summary>Cuts stand evenly between the first and the last step, with a share of training before each and after the last.</summary>
    /// <param name="cut">1..cuts.</param>
    /// <returns>The optimizer step, counted from 1, after which the cut is made.</returns>
    public static long StepOf(int cut, int cuts, long steps) => Math.Max(1, (long)cut * steps / (cuts + 1));

    /// <returns>Parameters to keep after the cut, as a share of the dense network's, in (0, 1].</returns>
    public static double KeptShare(ChannelPruningSettings settings, int cut)
    {
        var done = (double)cut / settings.Cuts;
        return settings.Schedule switch
        {
            PruningSchedules.Exponential => Math.Pow(settings.SizeRatio, done),
            PruningSchedules.Linear => 1 - (1 - settings.SizeRatio) * done,
            PruningSchedules.OneShot => settings.SizeRatio,
            _ => throw new ArgumentOutOfRangeException(nameof(settings), settings.Schedule, "not a schedule of cuts"),
        };
    }
}
