using System.Collections.Immutable;
using AdaSapSweep.Shared.Protocol;

namespace AdaSapSweep.GpuActor.Actors;

/// <summary>What a slot holds: the stage that runs, those that it was given ahead, and reports that nobody has answered.</summary>
internal sealed class HeldStages
{
    /// <summary>One is what a coordinator gives ahead.</summary>
    private const int MostAhead = 1;

    private readonly OrderedDictionary<StageLease, ISlotMessage> _reports = [];

    public RunningStage? Running { get; private set; }

    /// <summary>In the order in which they are to begin.</summary>
    public List<RunStage> Ahead { get; } = [];

    public IReadOnlyCollection<ISlotMessage> Reports => _reports.Values;

    public bool IsIdle => Running is null && Ahead.Count == 0 && _reports.Count == 0;

    /// <summary>No further stage can be taken.</summary>
    public bool IsFull => (Running is not null && Ahead.Count >= MostAhead) || 1 + Ahead.Count + _reports.Count >= RegisterSlot.MostHeld;

    /// <summary>As a registration names them.</summary>
    public ImmutableArray<StageLease> Leases => [.. Running is { } stage ? [stage.Lease] : Array.Empty<StageLease>(), .. Ahead.Select(a => a.Lease), .. _reports.Keys];

    public bool Holds(StageLease lease) => Running?.Lease == lease || Ahead.Exists(a => a.Lease == lease) || _reports.ContainsKey(lease);

    /// <summary>The unanswered report on a stage that has ended.</summary>
    public ISlotMessage? ReportOn(StageLease lease) => _reports.GetValueOrDefault(lease);

    /// <returns>The stage that is to begin now; null when one runs or there is none.</returns>
    public RunningStage? BeginNext()
    {
        if (Running is not null || Ahead.Count == 0) return null;
        Running = new(Ahead[0]);
        Ahead.RemoveAt(0);
        return Running;
    }

    /// <returns>A stage that has not begun, and now never will here; null when it is none.</returns>
    public RunStage? TakeBack(StageLease lease)
    {
        var index = Ahead.FindIndex(a => a.Lease == lease);
        if (index < 0) return null;
        var order = Ahead[index];
        Ahead.RemoveAt(index);
        return order;
    }

    /// <summary>Keeps the report on a stage that has ended or was given back.</summary>
    public void Ended(StageLease lease, ISlotMessage report)
    {
        if (Running?.Lease == lease)
        {
            Running.Dispose();
            Running = null;
        }
        _reports[lease] = report;
    }

    /// <returns>False when there was no report on it.</returns>
    public bool Forget(StageLease lease) => _reports.Remove(lease);
}
