using System.Collections.Immutable;
using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Coordinator.Forecasting;

/// <summary>A run without failures, played through: the machine decides, and a slot's work is only time that passes.</summary>
internal sealed class VirtualRun
{
    /// <summary>A checkpoint holds weights, momentum and what else a stage goes on from, each about as large as the artifact.</summary>
    private const int CheckpointsPerArtifact = 3;

    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;

    /// <summary>What is not known by now is taken for small once a stage of its kind has run, so that it does not wait for a measurement that never comes.</summary>
    private static readonly ImmutableSortedDictionary<string, string> MeasuredOnce = ImmutableSortedDictionary<string, string>.Empty.Add(MeasuredMemory.Fact, "1");

    private readonly StageCosts _costs;
    private readonly StageTree _tree;
    private readonly Dictionary<StageKey, long> _kept = [];
    private readonly Dictionary<SlotId, List<StageLease>> _held = [];
    private readonly PriorityQueue<(SlotId Slot, StageLease Lease), (DateTimeOffset At, int Order)> _ends = new();
    private readonly double _secondsPerWork;
    private SweepState _state;
    private DateTimeOffset _now = Start;
    private long _disk;
    private int _order;
    private bool _finished;

    private VirtualRun(SweepPlan plan, IReadOnlyDictionary<StageKey, StageRecord> done, StageCosts costs, SchedulingPolicy policy)
    {
        _costs = costs;
        _tree = costs.Tree(plan);
        _secondsPerWork = SecondsPerWork(plan, costs);
        foreach (var (key, record) in done)
        {
            if (record is { State: StageState.Succeeded, ArtifactDeleted: false, Artifact: { } artifact }) Keep(key, artifact.Bytes);
        }

        var untouched = new StageRecord(StageState.Pending, new(0));
        var stages = plan.Stages.ToDictionary(s => s.Key, s => done.TryGetValue(s.Key, out var known) ? known with { Slot = null } : untouched);
        var trials = plan.Trials.ToDictionary(t => t.Id, t => stages[t.Stages[^1]].State == StageState.Succeeded ? TrialState.Succeeded : TrialState.Pending);
        _state = SweepState.Begin(new(new(0), "", 1, stages, trials, new HashSet<StageKey>()), _tree, policy, Start);
        Trials = trials.Values.Count(t => t == TrialState.Pending);
    }

    public int Trials { get; }

    public int Stages { get; private set; }

    public long Epochs { get; private set; }

    public double BusySeconds { get; private set; }

    public double WallSeconds => (_now - Start).TotalSeconds;

    /// <summary>Null when the size of some stage's artifact is not known.</summary>
    public long? PeakDiskBytes { get; private set; } = 0;

    public static VirtualRun Of(SweepPlan plan, IReadOnlyDictionary<StageKey, StageRecord> done, StageCosts costs, SchedulingPolicy policy, int slots, IReadOnlyList<DeviceMemory?>? devices)
    {
        var run = new VirtualRun(plan, done, costs, policy);
        run.Play([.. Enumerable.Range(1, slots).Select(n => new SlotId(FormattableString.Invariant($"slot/{n:D4}")))], devices);
        return run;
    }

    public static long BytesWhileRunning(long artifactBytes) => (1 + CheckpointsPerArtifact) * artifactBytes;

    private void Play(SlotId[] slots, IReadOnlyList<DeviceMemory?>? devices)
    {
        Happen(new SweepBegun());
        foreach (var slot in slots) _held.Add(slot, []);
        foreach (var (i, slot) in slots.Index())
        {
            Happen(new SlotJoined(slot, [], devices?[i]));
            Happen(new StageRequested(slot));
        }

        while (!_finished && _ends.TryDequeue(out var end, out var when))
        {
            _now = when.At;
            End(end.Slot, end.Lease);
        }
    }

    private void Happen(SweepEvent happened)
    {
        (_state, var commands) = SweepMachine.Apply(_state, happened, _now);
        foreach (var command in commands)
        {
            switch (command)
            {
                case Dispatch order when !_held[order.Slot].Contains(order.Lease): Take(order.Slot, order.Lease); break;
                case DeleteArtifact gone: Forget(gone.Stage); break;
                case GiveBack ask: Return(ask); break;
                case Finish: _finished = true; break;
            }
        }
    }

    private void Take(SlotId slot, StageLease lease)
    {
        _held[slot].Add(lease);
        if (_held[slot].Count == 1) Run(slot, lease);
    }

    private void Return(GiveBack ask)
    {
        if (_held[ask.Slot].IndexOf(ask.Lease) <= 0) return;
        _held[ask.Slot].Remove(ask.Lease);
        Happen(new AttemptReportedFailure(ask.Slot, ask.Lease, FailureKind.Cancelled, ask.Reason));
    }

    private void Run(SlotId slot, StageLease lease)
    {
        var spec = _tree.Spec(lease.Stage);
        var seconds = _costs.Seconds(spec) ?? spec.Work * _secondsPerWork;
        Stages++;
        Epochs += (spec.ReadSettings() as TrainingSettings)?.Epochs ?? 0;
        BusySeconds += seconds;
        Use(BytesWhileRunning(_costs.Bytes(spec) ?? 0), _costs.Bytes(spec) is not null);
        _ends.Enqueue((slot, lease), (_now + TimeSpan.FromSeconds(seconds), _order++));
        Happen(new AttemptAdvanced(slot, lease, Begun: true, Steps: 1, []));
    }

    private void End(SlotId slot, StageLease lease)
    {
        var bytes = _costs.Bytes(_tree.Spec(lease.Stage)) ?? 0;
        _disk -= BytesWhileRunning(bytes);
        var artifact = bytes == 0 ? null : new ArtifactRecord("", bytes, "");
        if (artifact is not null) Keep(lease.Stage, bytes);
        _held[slot].Remove(lease);
        if (_held[slot] is [var next, ..]) Run(slot, next);
        Happen(new AttemptReportedSuccess(slot, lease, new([], [], [], artifact, 0, MeasuredOnce)));
    }

    private void Keep(StageKey stage, long bytes)
    {
        Forget(stage);
        _kept[stage] = bytes;
        Use(bytes, isKnown: true);
    }

    private void Forget(StageKey stage)
    {
        if (_kept.Remove(stage, out var bytes)) _disk -= bytes;
    }

    private void Use(long bytes, bool isKnown)
    {
        _disk += bytes;
        PeakDiskBytes = isKnown && PeakDiskBytes is { } peak ? Math.Max(peak, _disk) : null;
    }

    /// <summary>Where no time is known, work stands for it, so that the order of the stages is still that of a run.</summary>
    private static double SecondsPerWork(SweepPlan plan, StageCosts costs)
    {
        var (seconds, work) = (0.0, 0.0);
        foreach (var stage in plan.Stages)
        {
            if (costs.Seconds(stage) is not { } known) continue;
            (seconds, work) = (seconds + known, work + stage.Work);
        }

        return seconds > 0 && work > 0 ? seconds / work : 1e-4;
    }
}
