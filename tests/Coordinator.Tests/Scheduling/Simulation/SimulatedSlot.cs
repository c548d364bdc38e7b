using System.Collections.Immutable;
using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;

namespace AdaSapSweep.Coordinator.Tests.Scheduling.Simulation;

/// <summary>
/// A GPU actor as the comments of the protocol describe it: it runs one stage, holds others ahead, repeats its reports until they are
/// answered, and outlives the coordinator.
/// </summary>
internal sealed class SimulatedSlot(World world, SlotId id, DeviceMemory? device)
{
    private const int TickInterval = 1_000;
    private const int SilenceTimeout = 8_000;
    private const int CancelTimeout = 2_000;
    private const int DrainTimeout = 6_000;
    private const int LongestBatch = 500;

    private readonly List<Dispatch> _ahead = [];
    private readonly Dictionary<StageLease, SweepEvent> _reports = [];
    private Work? _running;
    private int _run;
    private bool _registered;
    private bool _leaving;
    private long _heard;
    private long _pausedUntil;

    public SlotId Id { get; } = id;

    public DeviceMemory? Device { get; } = device;

    /// <summary>What its process is at.</summary>
    public StageKey? Running => _running?.Order.Lease.Stage;

    /// <summary>Counts the starts of its process.</summary>
    public int Life { get; private set; }

    public bool Alive { get; private set; }

    private ImmutableArray<StageLease> Holding => [.. Started.Select(w => w.Order.Lease), .. _ahead.Select(d => d.Lease), .. _reports.Keys];

    private IEnumerable<Work> Started => _running is null ? [] : [_running];

    public void Start()
    {
        if (Alive) return;
        Alive = true;
        Life++;
        _heard = world.Time.Now;
        Tick();
    }

    /// <summary>Everything in memory is gone; what is on disk stays.</summary>
    public void Kill()
    {
        Alive = false;
        _running = null;
        _ahead.Clear();
        _reports.Clear();
        (_run, _registered, _leaving, _pausedUntil) = (0, false, false, 0);
    }

    public void Pause(long milliseconds) => _pausedUntil = world.Time.Now + milliseconds;

    public void Hang() => Started.ToList().ForEach(w => w.Hangs = true);

    /// <summary>Its process is told to end: it gives everything up, takes nothing, and ends when its reports are answered or that takes too long.</summary>
    public void Leave()
    {
        if (!Alive) return;
        _leaving = true;
        Later(DrainTimeout, () => world.Die(this));
        foreach (var order in _ahead.ToList()) Return(order.Lease);
        if (_running is { } work) Stop(work.Order.Lease);
    }

    /// <summary>Something from the coordinator arrives.</summary>
    public void Receive(int life, object message) => Awake(life, () =>
    {
        _heard = world.Time.Now;
        switch (message)
        {
            case Registered: _registered = true; break;
            case RegisterAgain: _registered = false; break;
            case Dispatch m: Take(m); break;
            case GiveBack m: Return(m.Lease); break;
            case Cancel m: Stop(m.Lease); break;
            case Acknowledge m: _reports.Remove(m.Lease); break;
            case Refuse m: _reports.Remove(m.Lease); break;
            case Refresh:
                if (_running is null && _ahead.Count == 0 && _reports.Count == 0) world.Die(this);
                break;
            case Noted: break;
            default: throw new ArgumentOutOfRangeException(nameof(message), message.GetType().Name, "not a message to a GPU actor");
        }
    });

    private void Tick()
    {
        if (world.Coordinator.Run != _run || world.Time.Now - _heard > SilenceTimeout)
            (_run, _registered, _heard) = (world.Coordinator.Run, false, world.Time.Now);
        if (!_registered) world.ToRegistry(this, _run, Holding);
        else Speak();
        Later(TickInterval, Tick);
    }

    private void Speak()
    {
        foreach (var report in _reports.Values) Send(report);
        if (_running is { } work) Advance(work);
        foreach (var order in _ahead) Send(new AttemptAdvanced(Id, order.Lease, false, 0, []));
        if (_running is not null) return;
        if (!_leaving) Send(new StageRequested(Id));
        else if (_reports.Count == 0) world.Die(this);
    }

    private void Advance(Work work)
    {
        var epochs = Enumerable.Range(work.Told + 1, work.Epochs - work.Told).Select(e => new EpochMetric(e, "loss", 1));
        Send(new AttemptAdvanced(Id, work.Order.Lease, true, work.Steps, [.. epochs]));
        work.Told = work.Epochs;
    }

    private void Take(Dispatch order)
    {
        if (_reports.TryGetValue(order.Lease, out var report)) Send(report);
        else if (Holding.Contains(order.Lease)) return;
        else if (_leaving) Report(new AttemptReportedFailure(Id, order.Lease, FailureKind.Cancelled, "not begun"), order.Lease);
        else if (_running is null) Begin(order);
        else _ahead.Add(order);
    }

    private void Return(StageLease lease)
    {
        if (_ahead.RemoveAll(d => d.Lease == lease) > 0) Report(new AttemptReportedFailure(Id, lease, FailureKind.Cancelled, "given back"), lease);
    }

    private void Stop(StageLease lease)
    {
        Return(lease);
        if (_running is not { ToldToStop: false } work || work.Order.Lease != lease) return;
        work.ToldToStop = true;
        Later(world.Chance.Between(1, LongestBatch), () => End(work, FailureKind.Cancelled));
        Later(CancelTimeout, () =>
        {
            if (work == _running) world.Die(this);
        });
    }

    private void Begin(Dispatch order)
    {
        var key = order.Lease.Stage;
        var work = new Work(order, world.Disk.Checkpoints.GetValueOrDefault(key));
        _running = work;
        if (world.ParentOf(key) is { } parent && !world.Disk.Artifacts.Contains(parent)) Later(1, () => End(work, FailureKind.ParentMissing));
        else if (world.FateOf(order) is { } kind) Later(world.NatureOf(key).EpochMilliseconds / 2, () => Fail(work, kind));
        else TrainOn(work);
    }

    private void Fail(Work work, FailureKind kind)
    {
        work.Hangs |= kind == FailureKind.Hung;
        if (!work.Hangs) End(work, kind);
    }

    private void TrainOn(Work work) => Later(world.NatureOf(work.Order.Lease.Stage).EpochMilliseconds, () =>
    {
        if (work.Hangs || work != _running) return;
        var key = work.Order.Lease.Stage;
        work.Steps++;
        if (work.Epochs < world.NatureOf(key).Epochs) world.Disk.Checkpoints[key] = ++work.Epochs;
        if (work.Epochs < world.NatureOf(key).Epochs) TrainOn(work);
        else End(work, null);
    });

    private void End(Work work, FailureKind? failure)
    {
        if (work != _running || work.Hangs) return;
        var lease = work.Order.Lease;
        if (failure is null && world.NatureOf(lease.Stage).Artifact is not null) world.Disk.Artifacts.Add(lease.Stage);
        _running = null;
        Report(failure is { } kind
            ? new AttemptReportedFailure(Id, lease, kind, "simulated")
            : new AttemptReportedSuccess(Id, lease, world.NatureOf(lease.Stage).Outcome), lease);
        if (_ahead.Count == 0)
        {
            if (!_leaving && world.Chance.Percent(50)) Send(new StageRequested(Id));
            return;
        }
        var next = _ahead[0];
        _ahead.RemoveAt(0);
        Begin(next);
    }

    private void Report(SweepEvent report, StageLease lease)
    {
        _reports[lease] = report;
        Send(report);
    }

    private void Send(SweepEvent message) => world.ToCoordinator(this, _run, message);

    private void Later(long milliseconds, Action action)
    {
        var life = Life;
        world.Time.In(milliseconds, () => Awake(life, action));
    }

    /// <summary>Does something unless the process it was meant for has ended; while it is paused, that waits.</summary>
    private void Awake(int life, Action action)
    {
        if (!Alive || life != Life) return;
        if (_pausedUntil > world.Time.Now) world.Time.At(_pausedUntil, () => Awake(life, action));
        else action();
    }
}

/// <summary>The registry's answer to a registration.</summary>
internal sealed record Registered;
