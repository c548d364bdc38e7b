namespace AdaSapSweep.Coordinator.Reporting;

/// <summary>Some of many, so that a report of any sweep can be sent and opened.</summary>
internal static class Thinning
{
    /// <summary>Evenly spaced ones, the first and the last among them; all where there are no more than that.</summary>
    /// <param name="most">At least 2.</param>
    public static IReadOnlyList<T> Evenly<T>(IReadOnlyList<T> all, int most) =>
        all.Count <= most ? all : [.. Enumerable.Range(0, most).Select(i => all[(int)((long)i * (all.Count - 1) / (most - 1))])];
}
