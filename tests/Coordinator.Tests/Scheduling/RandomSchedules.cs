using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;
using AdaSapSweep.Shared.Store;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Scheduling;

/// <summary>Sweeps under random deaths, losses, repeats and delays. A failure names its seed.</summary>
public sealed class RandomSchedules
{
    private const int Schedules = 2_000;
    private const int MostEvents = 4_000;

    [Fact]
    public void EveryTrialEnds_NoStageIsHeldTwice_AndNothingFinishedRunsAgain()
    {
        for (var seed = 0; seed < Schedules; seed++)
        {
            try
            {
                new World(seed).Run();
            }
            catch (Exception error)
            {
                Assert.Fail($"seed {seed}: {error.Message}");
            }
        }
    }

    private sealed class World
    {
        private static readonly string[] Names = ["a", "b", "c"];
        private static readonly FailureKind[] Kinds = [FailureKind.Crash, FailureKind.Crash, FailureKind.OutOfMemory, FailureKind.Cancelled, FailureKind.Diverged, FailureKind.Data];

        private readonly Random _random;
        private readonly SweepPlan _plan;
        private readonly Driver _sweep;
        private readonly Dictionary<string, StageLease?> _slots = [];
        private readonly List<SweepEvent> _late = [];
        private readonly HashSet<StageKey> _finished = [];
        private readonly Dictionary<StageKey, int> _crashes = [];

        public World(int seed)
        {
            _random = new Random(seed);
            _plan = Plans.Random(_random);
            _sweep = new(Plans.Begin(_plan));
        }

        public void Run()
        {
            for (var i = 0; !_sweep.State.Finished; i++)
            {
                Assert.True(i < MostEvents, "the sweep does not end");
                Step();
            }
            Assert.All(_plan.Trials, t => Assert.True(_sweep.State.Trials[t.Id] is TrialState.Succeeded or TrialState.Failed, $"trial {t.Number} never ended"));
            Assert.All(_plan.Trials.Where(t => _sweep.State.Trials[t.Id] == TrialState.Succeeded), t => Assert.All(t.Stages, s => Assert.Contains(s, _finished)));
            Assert.Null(_sweep.All.OfType<Finish>().Single().Interrupted);
        }

        private void Step()
        {
            _sweep.Now += TimeSpan.FromSeconds(_random.Next(4));
            var name = Names[_random.Next(Names.Length)];
            switch (_random.Next(12))
            {
                case 0: Die(name); break;
                case 1 when _late.Count > 0: Handle(_late[_random.Next(_late.Count)]); break;
                case 2: Handle(new TimePassed()); break;
                default: Live(name); break;
            }
            Check();
        }

        private void Die(string name)
        {
            if (!_slots.Remove(name)) return;
            Handle(new SlotLeft(new(name), "it died"));
        }

        private void Live(string name)
        {
            if (!_slots.TryGetValue(name, out var lease))
            {
                _slots[name] = null;
                Handle(new SlotJoined(new(name), null));
                Handle(new StageRequested(new(name)));
            }
            else if (lease is null) Handle(new StageRequested(new(name)));
            else Report(name, lease);
        }

        private void Report(string name, StageLease lease)
        {
            SweepEvent report = _random.Next(10) switch
            {
                < 4 => new AttemptAdvanced(new(name), lease, [new EpochMetric(1 + _random.Next(5), "loss", 1)]),
                < 9 => new AttemptReportedSuccess(new(name), lease, Driver.Outcome),
                _ => new AttemptReportedFailure(new(name), lease, Kinds[_random.Next(Kinds.Length)], "by chance"),
            };
            if (_random.Next(3) == 0) _late.Add(report);
            if (_random.Next(10) == 0) return;
            Handle(report);
        }

        private void Handle(SweepEvent happened)
        {
            foreach (var command in _sweep.Do(happened))
            {
                switch (command)
                {
                    case Dispatch d when _slots.ContainsKey(d.Slot.Value): _slots[d.Slot.Value] = d.Lease; break;
                    case Acknowledge a when _slots.GetValueOrDefault(a.Slot.Value) == a.Lease: _slots[a.Slot.Value] = null; break;
                    case Refuse r when _slots.GetValueOrDefault(r.Slot.Value) == r.Lease: _slots[r.Slot.Value] = null; break;
                    case Cancel c when _slots.GetValueOrDefault(c.Slot.Value) == c.Lease: _slots[c.Slot.Value] = null; break;
                    case RecordTransition { Transition: LeaseGranted granted }: Assert.DoesNotContain(granted.Stage, _finished); break;
                    case RecordTransition { Transition: AttemptSucceeded done }: Assert.True(_finished.Add(done.Stage), "a stage finished twice"); break;
                    case RecordTransition { Transition: AttemptFailed { Kind: FailureKind.Crash or FailureKind.OutOfMemory } failed }:
                        _crashes[failed.Stage] = _crashes.GetValueOrDefault(failed.Stage) + 1;
                        Assert.True(_crashes[failed.Stage] <= Plans.Policy.MaxCrashes, "more crashes than allowed");
                        break;
                    default: break;
                }
            }
        }

        private void Check()
        {
            var state = _sweep.State;
            var held = state.Slots.Values.Select(s => s.Lease?.Stage).OfType<StageKey>().ToList();
            Assert.Equal(held.Count, held.Distinct().Count());
            Assert.Equal(state.Stages.Values.Count(s => s.State == StageState.Running), state.Running);
            Assert.Equal(held.Count, state.Running);
            Assert.Equal(state.Stages.Values.Count(s => s.State is StageState.Pending or StageState.Running), state.Open);
        }
    }
}
