namespace AdaSapSweep.Training.Evaluation;

/// <summary>
/// Relative performance under corruption of a detector, rPC = mPC / P: P is the clean average precision of a class, mPC its mean over 15 corruptions and 5
/// severities (Michaelis et al. 2019). Two readings are in use, and they differ.
/// </summary>
public static class DetectionRobustness
{
    /// <summary>The mean over classes of mPC/P: what bethgelab/robust-detection-benchmark reports for Pascal VOC.</summary>
    /// <param name="precision">P of each class, in (0, 1].</param>
    /// <param name="corrupted">mPC of each class.</param>
    /// <exception cref="ArgumentException">No class, unequal numbers of them, or a class with P = 0.</exception>
    public static double MeanOfRatios(IReadOnlyList<double> precision, IReadOnlyList<double> corrupted)
    {
        Check(precision, corrupted);
        if (precision.Any(p => p <= 0)) throw new ArgumentException("a class that is never found has no relative performance", nameof(precision));
        return precision.Zip(corrupted, (clean, under) => under / clean).Average();
    }

    /// <summary>The mean mPC over the mean P.</summary>
    /// <exception cref="ArgumentException">No class, unequal numbers of them, or P = 0 for all.</exception>
    public static double RatioOfMeans(IReadOnlyList<double> precision, IReadOnlyList<double> corrupted)
    {
        Check(precision, corrupted);
        if (precision.All(p => p <= 0)) throw new ArgumentException("nothing is ever found", nameof(precision));
        return corrupted.Average() / precision.Average();
    }

    private static void Check(IReadOnlyList<double> precision, IReadOnlyList<double> corrupted)
    {
        if (precision.Count == 0 || precision.Count != corrupted.Count)
            throw new ArgumentException($"{precision.Count} clean and {corrupted.Count} corrupted precisions are no pairs", nameof(corrupted));
    }
}
