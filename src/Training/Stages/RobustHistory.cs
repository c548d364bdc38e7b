namespace AdaSapSweep.Training.Stages;

/// <summary>What Flying Bird+ reads of the epochs done.</summary>
internal static class RobustHistory
{
    /// <returns>One entry an epoch, oldest first: loss on attacked validation images; running training accuracy less robust validation accuracy.</returns>
    public static (double[] Losses, double[] Gaps) Of(IReadOnlyList<EpochValue> history)
    {
        double[] Values(string name) => [.. history.Where(value => value.Name == name).Select(value => value.Value)];
        var (accuracies, robust) = (Values(EpochMetrics.Accuracy), Values(EpochMetrics.ValidationRobustAccuracy));
        return (Values(EpochMetrics.ValidationRobustLoss), [.. accuracies.Zip(robust, (training, validation) => training - validation)]);
    }
}
