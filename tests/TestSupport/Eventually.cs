using System.Diagnostics;

namespace AdaSapSweep.TestSupport;

/// <summary>Waits for a condition that another thread or process makes true.</summary>
public static class Eventually
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <exception cref="TimeoutException">Not true within the deadline; the message names what was waited for.</exception>
    public static async Task True(Func<bool> condition, TimeSpan deadline, string what)
    {
        var waited = Stopwatch.StartNew();
        while (!condition())
        {
            if (waited.Elapsed > deadline) throw new TimeoutException($"not within {deadline.TotalSeconds:F0} s: {what}");
            await Task.Delay(Interval);
        }
    }
}
