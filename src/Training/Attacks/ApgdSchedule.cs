namespace AdaSapSweep.Training.Attacks;

/// <summary>When APGD looks whether to halve its steps: windows of shrinking length, in whole numbers as the floor of each share.</summary>
internal static class ApgdSchedule
{
    /// <returns>Lengths of the windows, whose sum is at most the iterations.</returns>
    public static IReadOnlyList<int> Windows(int iterations)
    {
        var (length, least, shrink) = (Share(iterations, 22), Share(iterations, 6), Share(iterations, 3));
        var windows = new List<int>();
        for (var done = length; done <= iterations; done += length)
        {
            windows.Add(length);
            length = Math.Max(length - shrink, least);
        }
        return windows;
    }

    private static int Share(int iterations, int percent) => Math.Max(iterations * percent / 100, 1);
}
