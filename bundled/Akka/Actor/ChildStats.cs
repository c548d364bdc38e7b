using System.Diagnostics;

namespace Akka.Actor;

/// <summary>How often a child has been restarted, within its strategy's window.</summary>
internal sealed class ChildStats(LocalActorRef child)
{
    private int _restarts;
    private long _windowStart;

    public LocalActorRef Ref { get; } = child;

    /// <summary>Its parent has told it to stop.</summary>
    public bool Stopping { get; set; }

    /// <param name="maxRestarts">Negative: no limit.</param>
    /// <param name="windowMilliseconds">Not positive: counted over the child's whole life.</param>
    public bool MayRestart(int maxRestarts, int windowMilliseconds)
    {
        if (maxRestarts == 0)
            return false;
        if (windowMilliseconds <= 0)
            return maxRestarts < 0 || ++_restarts <= maxRestarts;
        var now = Stopwatch.GetTimestamp();
        if (_restarts == 0 || Stopwatch.GetElapsedTime(_windowStart, now).TotalMilliseconds > windowMilliseconds)
        {
            _windowStart = now;
            _restarts = 1;
            return true;
        }
        return ++_restarts <= (maxRestarts < 0 ? 1 : maxRestarts);
    }
}
