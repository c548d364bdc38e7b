using AdaSapSweep.Stages;

namespace AdaSapSweep.Training.Pruning;

/// <summary>When the cuts of a stage happen and how far each goes.</summary>
public static class PruningSchedule
{
    /// <summary>Cuts stand evenly between the first and the last step, with a share of training before each and after the last.</summary>
    /// <param name="cut">1..cuts.</param>
    /// <returns>The optimizer step, counted from 1, after which the cut is made.</returns>
    public static long StepOf(int cut, int cuts, long steps) => Math.Max(1, (long)cut * steps / (cuts + 1));

    /// <summary>The share of the dense network's cost that the stage is to end at.</summary>
    /// <exception cref="ArgumentException">The settings name no target, or several.</exception>
    public static double Target(ChannelPruningSettings settings)
    {
        double[] targets = [.. new[] { settings.SizeRatio, settings.MacRatio, settings.LatencyRatio }.OfType<double>()];
        return targets.Length == 1 ? targets[0] : throw new ArgumentException($"channels are cut to one target; {targets.Length} are given", nameof(settings));
    }

    /// <returns>What to keep after the cut, as a share of the dense network's cost, in (0, 1].</returns>
    public static double KeptShare(ChannelPruningSettings settings, int cut)
    {
        var done = (double)cut / settings.Cuts;
        return settings.Schedule switch
        {
            PruningSchedules.Exponential => Math.Pow(Target(settings), done),
            PruningSchedules.Linear => 1 - (1 - Target(settings)) * done,
            PruningSchedules.OneShot or PruningSchedules.AtStart => Target(settings),
            _ => throw new ArgumentOutOfRangeException(nameof(settings), settings.Schedule, "not a schedule of cuts"),
        };
    }
}
