using System.Collections.Immutable;
using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;
using AdaSapSweep.Shared.Store;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Scheduling;

/// <summary>Three slots that misbehave by chance in every way that real ones can, and the promises that hold all the same.</summary>
internal sealed class RandomWorld
{
    private const int MostEvents = 4_000;
    private static readonly string[] Names = ["a", "b", "c"];
    private static readonly FailureKind[] Kinds =
        [FailureKind.Crash, FailureKind.Crash, FailureKind.OutOfMemory, FailureKind.Cancelled, FailureKind.Lost, FailureKind.Diverged, FailureKind.Data];

    private readonly Random _random;
    private readonly SweepPlan _plan;
    private readonly Driver _sweep;

    /// <summary>What each living GPU actor believes to run; it may be cut off, or its lease long lost.</summary>
    private readonly Dictionary<string, StageLease?> _actors = [];
    private readonly HashSet<string> _joined = [];
    private readonly HashSet<StageLease> _toldToStop = [];
    private readonly List<SweepEvent> _late = [];
    private readonly HashSet<StageKey> _finished = [];
    private readonly Dictionary<StageKey, int> _crashes = [];
    private readonly int _stopAt;
    private bool _exhausted;

    public RandomWorld(int seed)
    {
        _random = new Random(seed);
        _plan = Plans.Random(_random);
        _sweep = new(Plans.Begin(_plan));
        _stopAt = _random.Next(4) == 0 ? _random.Next(120) : -1;
    }

    /// <returns>Whether the sweep was stopped before its end.</returns>
    public bool Run()
    {
        for (var i = 0; !_sweep.State.Finished; i++)
        {
            Assert.True(i < MostEvents, "the sweep does not end");
            if (i == _stopAt) Stop();
            else Step();
            Check();
        }
        var interrupted = _sweep.All.OfType<Finish>().Single().Interrupted is not null;
        Assert.Equal(_sweep.State.OpenTrials > 0, interrupted);
        Assert.True(!interrupted || _stopAt >= 0, "nobody asked it to stop");
        var ended = _plan.Trials.Where(t => _sweep.State.Trial(t.Id) is TrialState.Succeeded or TrialState.Failed).ToList();
        Assert.True(interrupted || ended.Count == _plan.Trials.Length, "a trial never ended");
        Assert.All(ended.Where(t => _sweep.State.Trial(t.Id) == TrialState.Succeeded), t => Assert.All(t.Stages, s => Assert.Contains(s, _finished)));
        return interrupted;
    }

    private void Step()
    {
        _sweep.Now += TimeSpan.FromSeconds(_random.Next(4));
        var name = Names[_random.Next(Names.Length)];
        switch (_random.Next(14))
        {
            case 0: Die(name); break;
            case 1: CutOff(name); break;
            case 2 when _joined.Contains(name): Handle(new SlotJoined(new(name), Held(name))); break;
            case 3 when _late.Count > 0: Handle(_late[_random.Next(_late.Count)]); break;
            case 4: Handle(new TimePassed()); break;
            default: Live(name); break;
        }
    }

    private void Stop()
    {
        _exhausted = _random.Next(2) == 0;
        if (!_exhausted)
        {
            Handle(new DrainRequested("by chance"));
            return;
        }
        Handle(new SlotsExhausted("by chance"));
        foreach (var name in Names) Die(name);
    }

    private void Die(string name)
    {
        _actors.Remove(name);
        CutOff(name);
    }

    private void CutOff(string name)
    {
        if (_joined.Remove(name)) Handle(new SlotLeft(new(name), "it is gone", ForGood: true));
    }

    private void Live(string name)
    {
        if (_exhausted) return;
        if (_joined.Add(name))
        {
            _actors.TryAdd(name, null);
            Handle(new SlotJoined(new(name), Held(name)));
        }
        if (_actors[name] is { } lease) Report(name, lease);
        else Handle(new StageRequested(new(name)));
    }

    private void Report(string name, StageLease lease)
    {
        SweepEvent report = _toldToStop.Contains(lease) ? new AttemptReportedFailure(new(name), lease, FailureKind.Cancelled, "told to stop") : _random.Next(10) switch
        {
            < 4 => new AttemptAdvanced(new(name), lease, true, 0, [new EpochMetric(1 + _random.Next(5), "loss", 1)]),
            < 9 => new AttemptReportedSuccess(new(name), lease, Driver.Outcome),
            _ => new AttemptReportedFailure(new(name), lease, Kinds[_random.Next(Kinds.Length)], "by chance"),
        };
        if (_random.Next(3) == 0) _late.Add(report);
        if (_random.Next(10) != 0) Handle(report);
    }

    private void Handle(SweepEvent happened)
    {
        foreach (var command in _sweep.Do(happened))
        {
            Observe(command);
            if (_random.Next(15) != 0) Deliver(command);
        }
    }

    private void Deliver(SweepCommand command)
    {
        switch (command)
        {
            case Dispatch d when _actors.TryGetValue(d.Slot.Value, out var current) && current is null: _actors[d.Slot.Value] = d.Lease; break;
            case Acknowledge a: Free(a.Slot, a.Lease); break;
            case Refuse r: Free(r.Slot, r.Lease); break;
            case Cancel c when _actors.GetValueOrDefault(c.Slot.Value) == c.Lease: _toldToStop.Add(c.Lease); break;
            default: break;
        }
    }

    private ImmutableArray<StageLease> Held(string name) => _actors[name] is { } lease ? [lease] : [];

    private void Free(SlotId slot, StageLease lease)
    {
        if (_actors.GetValueOrDefault(slot.Value) == lease) _actors[slot.Value] = null;
    }

    private void Observe(SweepCommand command)
    {
        if (command is not RecordTransition { Transition: var transition }) return;
        switch (transition)
        {
            case LeaseGranted granted:
                Assert.DoesNotContain(granted.Stage, _finished);
                Assert.True(_sweep.State.Draining is null, "a lease while the sweep is stopping");
                break;
            case AttemptSucceeded done: Assert.True(_finished.Add(done.Stage), "a stage finished twice"); break;
            case AttemptFailed { Kind: FailureKind.Crash or FailureKind.OutOfMemory } failed:
                _crashes[failed.Stage] = _crashes.GetValueOrDefault(failed.Stage) + 1;
                Assert.True(_crashes[failed.Stage] <= Plans.Policy.MaxCrashes, "more crashes than allowed");
                break;
            default: break;
        }
    }

    private void Check()
    {
        var state = _sweep.State;
        var held = state.Slots.Keys.SelectMany(slot => state.HeldBy(slot).Select(lease => (Slot: slot, Lease: lease))).ToList();
        Assert.Equal(held.Count, held.Select(s => s.Lease.Stage).Distinct().Count());
        Assert.True(held.All(s => state.Holds(s.Slot, s.Lease)), "a slot has a lease that its stage knows nothing of");
        Assert.DoesNotContain(state.Slots.Values, s => s.Waiting && !s.Held.IsEmpty);
        Assert.Equal(state.CountStages()[StageState.Running], state.Leases.Count);
        Assert.Equal(held.Count, state.Leases.Count);
        Assert.Equal(_plan.Trials.Count(t => state.Trial(t.Id) is TrialState.Pending or TrialState.Running), state.OpenTrials);
        Assert.Equal(_joined.Order(), state.Slots.Keys.Select(s => s.Value).Order());
    }
}
