namespace AdaSapSweep.Coordinator.Watching;

/// <summary>What is left of a run, at the speed that it has had so far.</summary>
internal static class TimeLeft
{
    /// <param name="done">Work of this run.</param>
    /// <returns>Null while nothing is done.</returns>
    public static TimeSpan? Of(double done, double left, TimeSpan elapsed)
    {
        if (left <= 0) return TimeSpan.Zero;
        var seconds = elapsed.TotalSeconds * (left / done);
        return done > 0 && seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
    }
}
