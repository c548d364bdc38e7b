namespace AdaSapSweep.Coordinator.Tests.Scheduling.Simulation;

/// <summary>Simulated time: what is to happen when. Things of the same moment happen in the order in which they were planned.</summary>
internal sealed class Timeline
{
    private readonly PriorityQueue<Action, (long At, long Order)> _planned = new();
    private long _order;

    /// <summary>Milliseconds since the start.</summary>
    public long Now { get; private set; }

    public DateTimeOffset Time => Plans.Start + TimeSpan.FromMilliseconds(Now);

    public void In(long milliseconds, Action action) => At(Now + milliseconds, action);

    public void At(long moment, Action action) => _planned.Enqueue(action, (Math.Max(moment, Now), _order++));

    /// <returns>False when nothing is planned any more.</returns>
    public bool Step()
    {
        if (!_planned.TryDequeue(out var action, out var when)) return false;
        Now = when.At;
        action();
        return true;
    }
}
