namespace AdaSapSweep.Training.Stages;

/// <summary>
/// Training on attacks of one step can lose its robustness to stronger ones from one epoch to the next, while its own loss falls (Wong, Rice
/// and Kolter, ICLR 2020). Their rule, on images held out and in evaluation mode.
/// </summary>
internal static class CatastrophicOverfitting
{
    private const double LargestFall = 0.2;

    /// <param name="history">Of the epochs before.</param>
    /// <param name="metrics">Of the epoch just done.</param>
    /// <returns>Validation robust accuracy before and after a fall of more than 0.2; null where there was none, or nothing is validated.</returns>
    public static (double Before, double After)? Between(IReadOnlyList<EpochValue> history, IReadOnlyDictionary<string, double> metrics)
    {
        if (!metrics.TryGetValue(EpochMetrics.ValidationRobustAccuracy, out var after)) return null;
        var before = history.LastOrDefault(v => v.Name == EpochMetrics.ValidationRobustAccuracy).Value;
        return before - after > LargestFall ? (before, after) : null;
    }
}
