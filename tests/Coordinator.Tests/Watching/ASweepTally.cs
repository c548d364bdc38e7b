using System.Collections.Immutable;
using AdaSapSweep.Coordinator.Tests.Scheduling;
using AdaSapSweep.Coordinator.Watching;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.Shared.Telemetry;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Watching;

/// <summary>Two trials that share a root: three stages of one unit of work each.</summary>
public sealed class ASweepTally
{
    private static readonly SlotId Slot = new("cpu/1");
    private static readonly SweepPlan Plan = Plans.Of("root eval1", "root eval2");
    private static readonly StageKey Root = Plan.Trials[0].Stages[0];

    private readonly SweepTally _tally = new(Plans.Begin(Plan), [Slot, new("cpu/2")], Plans.Start);

    [Fact]
    public void BeginsWithSlotsThatWait_AndKnowsNoTimeLeft()
    {
        var now = _tally.Snapshot(At(3));
        Assert.Equal((0, TimeSpan.FromSeconds(3), null), (now.Share, now.Elapsed, now.Left));
        Assert.Equal([new(Slot, null), new SlotNow(new("cpu/2"), null)], now.Slots);
        Assert.Equal(2, now.Counts.Trials[TrialState.Pending]);
    }

    [Fact]
    public void KnowsWhatWaitsForMemory_UntilItIsGiven()
    {
        _tally.Observe(new EventLogged(new(1), EventNames.WaitsForMemory, "it needs much", Root, At(1)));
        Assert.Equal(new(Root, "root", "it needs much"), _tally.Snapshot(At(1)).WaitsForMemory);
        _tally.Observe(new LeaseGranted(Root, new(1), Slot, "first", At(2)));
        Assert.Null(_tally.Snapshot(At(2)).WaitsForMemory);
    }

    [Fact]
    public void KnowsWhatASlotWorksOn_FromItsLeaseOn()
    {
        _tally.Observe(new LeaseGranted(Root, new(1), Slot, "first", At(1)));
        var work = _tally.Snapshot(At(1)).Slots[0].Work!;
        Assert.Equal(("root", 1, 2, 0, null), (work.Kind, work.FirstTrial, work.Trials, work.Epoch, work.Speed));
    }

    [Fact]
    public void CountsTheEpochsOfWhatRuns()
    {
        _tally.Observe(new LeaseGranted(Root, new(1), Slot, "first", At(0)));
        Advance(At(6), epoch: 3, planned: 6, steps: 30, loss: 0.5);
        var now = _tally.Snapshot(At(6));
        Assert.Equal(0.5 / 3, now.Share, 9);
        // Half a unit in 6 s, and two and a half are left.
        Assert.Equal(30, now.Left!.Value.TotalSeconds, 6);
        Assert.Equal((3, 6, 0.5), (now.Slots[0].Work!.Epoch, now.Slots[0].Work!.PlannedEpochs, now.Slots[0].Work!.Loss));
    }

    [Fact]
    public void MeasuresSpeedByTheStepsOfTheAttempt_NotByWhatWasReadBefore()
    {
        _tally.Observe(new LeaseGranted(Root, new(1), Slot, "first", At(0)));
        Advance(At(1), 0, 6, steps: 0, phase: StagePhaseNames.Load);
        Advance(At(9), 0, 6, steps: 0, phase: StagePhaseNames.Load);
        Advance(At(10), 0, 6, steps: 100);
        Assert.Null(_tally.Snapshot(At(10)).Slots[0].Work!.Speed);
        Advance(At(14), 0, 6, steps: 120);
        Assert.Equal(new Speed(5, Speed.Steps), _tally.Snapshot(At(14)).Slots[0].Work!.Speed);
    }

    [Fact]
    public void ForgetsAStageThatIsDone_AndShowsTheOneThatWasGivenAhead()
    {
        _tally.Observe(new LeaseGranted(Root, new(1), Slot, "first", At(0)));
        _tally.Observe(new LeaseGranted(Plan.Trials[0].Stages[1], new(1), Slot, "ahead", At(1)));
        _tally.Observe(Done(Root, At(2)));
        var now = _tally.Snapshot(At(2));
        Assert.Equal("eval1", now.Slots[0].Work!.Kind);
        Assert.Equal((1, 1, 1), (now.Counts.Stages[StageState.Succeeded], now.Counts.Stages[StageState.Running], now.Counts.Stages[StageState.Pending]));
        Assert.Equal(1.0 / 3, now.Share, 9);
    }

    [Fact]
    public void ShowsATrialThatEnded_WithTheAccuracyOfItsLastStage()
    {
        var (trial, last) = (Plan.Trials[0], Plan.Trials[0].Stages[1]);
        _tally.Observe(new LeaseGranted(last, new(1), Slot, "first", At(0)));
        _tally.Observe(Done(last, At(2), new Measurement("clean_accuracy", 0.75, false)));
        _tally.Observe(new TrialChanged(new(1), trial.Id, TrialState.Succeeded, null, At(2)));
        _tally.Observe(new TrialChanged(new(1), Plan.Trials[1].Id, TrialState.Failed, "root failed", At(3)));
        var now = _tally.Snapshot(At(3));
        Assert.Equal([(2, TrialState.Failed, null), (1, TrialState.Succeeded, (double?)0.75)], now.Ended.Select(t => (t.Number, t.State, t.CleanAccuracy)));
        Assert.Equal((1, 1, 0), (now.Counts.Trials[TrialState.Succeeded], now.Counts.Trials[TrialState.Failed], now.Counts.Trials[TrialState.Pending]));
    }

    [Fact]
    public void TakesWhatFailedForGoodOutOfTheWork_AndARetryBackIn()
    {
        _tally.Observe(new LeaseGranted(Root, new(1), Slot, "first", At(0)));
        _tally.Observe(new AttemptFailed(Root, new(1), FailureKind.Diverged, "NaN", Final: true, At(1)));
        _tally.Observe(new StageSkipped(Plan.Trials[0].Stages[1], "root failed", At(1)));
        _tally.Observe(new StageSkipped(Plan.Trials[1].Stages[1], "root failed", At(1)));
        var now = _tally.Snapshot(At(1));
        Assert.Equal((1, TimeSpan.Zero), (now.Share, now.Left));
        Assert.Null(now.Slots[0].Work);
        _tally.Observe(new StageRequeued(Root, "asked for", At(2)));
        _tally.Observe(new StageRequeued(Plan.Trials[0].Stages[1], "asked for", At(2)));
        now = _tally.Snapshot(At(2));
        Assert.Equal(1.0 / 3, now.Share, 9);
        // Nothing was done in these two seconds, only given up.
        Assert.Null(now.Left);
        Assert.Equal((2, 1, 0), (now.Counts.Stages[StageState.Pending], now.Counts.Stages[StageState.Skipped], now.Counts.Stages[StageState.Failed]));
    }

    private static DateTimeOffset At(int seconds) => Plans.Start.AddSeconds(seconds);

    private static AttemptSucceeded Done(StageKey stage, DateTimeOffset at, params Measurement[] numbers) =>
        new(stage, new(1), new([], [.. numbers], [], null, 1, ImmutableSortedDictionary<string, string>.Empty), at);

    private void Advance(DateTimeOffset at, int epoch, int planned, long steps, double? loss = null, string phase = StagePhaseNames.Train) => _tally.Advance(
        new StageProgressed(Slot, new(Root, new(1)), Begun: true, epoch, planned, steps, loss is { } value ? [new(epoch, "loss", value)] : []) { OwnSteps = steps, Phase = phase }, at);
}
