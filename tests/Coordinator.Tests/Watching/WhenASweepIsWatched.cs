using System.Collections.Immutable;
using AdaSapSweep.Coordinator.Tests.Cli;
using AdaSapSweep.Coordinator.Watching;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.TestSupport;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Watching;

/// <summary>The test has the store, and stands for the coordinator. Three trials of three stages each share a root.</summary>
public sealed class WhenASweepIsWatched : IDisposable
{
    private static readonly SlotId First = new("cpu/1");

    private readonly TemporaryFolder _folder = new();
    private readonly ManualClock _clock = new();
    private readonly SweepPlan _plan = ASweepToExplain.Plan();
    private readonly SweepStore _store;
    private readonly SweepId _sweep;
    private readonly StoreReader _reader;
    private readonly WatchedSweep _watched;
    private readonly WatchedChanges _changes = new(all: true);

    public WhenASweepIsWatched()
    {
        _store = SweepStore.Open(_folder["store.db"], _clock);
        _sweep = _store.BeginSweep(_plan, ASweepToExplain.Text).Id;
        _reader = StoreReader.Open(_store.Path);
        _watched = new(_reader, _store.Path, _reader.Query.FindSweep(null)!, _clock);
    }

    private StageKey Root => _plan.Trials[0].Stages[0];

    public void Dispose()
    {
        _reader.Dispose();
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void WhatASlotDoes_IsReadFromTheStore()
    {
        Grant(Root, First);
        After(10, new AttemptProgressed(Root, new(1), [new(1, "accuracy", 0.5), new(1, "loss", 2), new(2, "loss", 1.5)], At(10)));
        var now = _watched.Look();
        Assert.True(now.IsWorkedOn);
        var slot = Assert.Single(now.Snapshot.Slots);
        Assert.Equal(First, slot.Slot);
        // 100 images an epoch, two of them in 10 s.
        var planned = slot.Work!.PlannedEpochs;
        Assert.Equal(new SlotWork(Root, "pretrain", new(1), 1, 3, null, 2, planned, 1.5, new Speed(20, Speed.Images)), slot.Work);
        Assert.True(planned > 2);
        Assert.Equal((2.0 / planned) * RootsShare(), now.Snapshot.Share, 6);
        Assert.Equal(10 / now.Snapshot.Share * (1 - now.Snapshot.Share), now.Snapshot.Left!.Value.TotalSeconds, 3);
    }

    [Fact]
    public void Epochs_AreTimedFromTheFirstThatWasSeen_OnceThereIsASecond()
    {
        Grant(Root, First);
        // Eight seconds of reading images before the first epoch.
        After(10, new AttemptProgressed(Root, new(1), [new(1, "loss", 2)], At(10)));
        Assert.Equal(new Speed(10, Speed.Images), _watched.Look().Snapshot.Slots[0].Work!.Speed);
        After(12, new AttemptProgressed(Root, new(1), [new(2, "loss", 2)], At(12)));
        Assert.Equal(new Speed(50, Speed.Images), _watched.Look().Snapshot.Slots[0].Work!.Speed);
    }

    [Fact]
    public void AStageThatWasGivenAhead_IsTimedFromTheEndOfTheOneBefore()
    {
        Grant(Root, First);
        var ahead = _plan.Trials[0].Stages[1];
        After(6, Succeeded(Root, 6));
        Grant(ahead, First);
        _store.Commit([new LeaseGranted(_plan.Trials[1].Stages[1], new(1), First, "ahead", At(7))]);
        After(26, Succeeded(ahead, 26));
        After(30, new AttemptProgressed(_plan.Trials[1].Stages[1], new(1), [new(1, "loss", 2)], At(30)));
        Assert.Equal(new Speed(25, Speed.Images), _watched.Look().Snapshot.Slots[0].Work!.Speed);
    }

    [Fact]
    public void AnAttemptThatGoesOn_IsTimedFromWhereItWasFirstSeen()
    {
        Grant(Root, First);
        After(10, new AttemptProgressed(Root, new(1), [new(1, "loss", 2)], At(10)), new AttemptFailed(Root, new(1), FailureKind.Lost, "killed", false, At(10)));
        Grant(Root, First, 2);
        After(30, new AttemptProgressed(Root, new(2), [new(2, "loss", 2)], At(30)));
        Assert.Null(_watched.Look().Snapshot.Slots[0].Work!.Speed);
        After(35, new AttemptProgressed(Root, new(2), [new(3, "loss", 2)], At(35)));
        Assert.Equal(new Speed(20, Speed.Images), _watched.Look().Snapshot.Slots[0].Work!.Speed);
    }

    [Fact]
    public void WhatIsGivenAhead_IsNotShownBeforeItsTurn()
    {
        Grant(Root, First);
        After(1, Succeeded(Root, 1));
        Grant(_plan.Trials[0].Stages[1], First);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Grant(_plan.Trials[1].Stages[1], First);
        var slot = Assert.Single(_watched.Look().Snapshot.Slots);
        Assert.Equal(_plan.Trials[0].Stages[1], slot.Work!.Stage);
    }

    [Fact]
    public void WhatWaitsForMemory_IsKnown_UntilItIsGiven()
    {
        Grant(Root, First);
        After(5, new EventLogged(_sweep, EventNames.WaitsForMemory, "it needs 9 GB", _plan.Trials[0].Stages[1], At(5)));
        var waits = _watched.Look().Stored.WaitsForMemory;
        Assert.Equal((_plan.Trials[0].Stages[1], "it needs 9 GB"), (waits!.Stage, waits.Why));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Grant(_plan.Trials[0].Stages[1], First);
        Assert.Null(_watched.Look().Stored.WaitsForMemory);
    }

    [Fact]
    public void WhatIsNew_IsToldOnce()
    {
        Grant(Root, First);
        Assert.Empty(_changes.Of(_watched.Look()));
        After(5, new AttemptFailed(Root, new(1), FailureKind.Crash, "it broke", false, At(5)));
        Assert.Equal([$"pretrain {Root.Prefix} failed, will be tried again (attempt 1, crash: it broke)"], _changes.Of(_watched.Look()));
        Assert.Empty(_changes.Of(_watched.Look()));
        After(5, Ended(0, TrialState.Succeeded, At(5)), Ended(1, TrialState.Failed, At(5), "it broke"));
        Assert.Equal(
            ["trial 2 (adasap seed=1 size_ratio=0.4) failed: it broke", "trial 1 (adasap seed=1 size_ratio=0.6) succeeded"],
            _changes.Of(_watched.Look()).Select(l => l.Replace("size_ratio=0.4 seed=1", "seed=1 size_ratio=0.4", StringComparison.Ordinal)));
    }

    [Fact]
    public void ASweepThatNobodyWorksOn_IsSaid_AndSoIsThatItGoesOn()
    {
        Grant(Root, First);
        After(5, new EventLogged(_sweep, EventNames.Ended, "stopped by a signal", null, At(5)));
        var idle = _watched.Look();
        Assert.False(idle.IsWorkedOn || idle.IsOver);
        Assert.Empty(idle.Snapshot.Slots);
        Assert.StartsWith("nobody works on this sweep at the moment", idle.Snapshot.Notice, StringComparison.Ordinal);
        Assert.Equal([$"adasap: {idle.Snapshot.Notice}"], _changes.Of(idle));
        Assert.Empty(_changes.Of(_watched.Look()));
        _store.BeginSweep(_plan, ASweepToExplain.Text);
        Assert.Equal(["adasap: somebody works on this sweep again"], _changes.Of(_watched.Look()));
    }

    [Fact]
    public void ItIsOver_WhenEveryTrialHasEnded_AndTheRunSaysSo()
    {
        After(1, [.. Enumerable.Range(0, 3).Select(i => Ended(i, TrialState.Succeeded, At(1)))]);
        Assert.False(_watched.Look().IsOver);
        After(2, new EventLogged(_sweep, EventNames.Ended, "done", null, At(2)));
        Assert.True(_watched.Look().IsOver);
    }

    [Fact]
    public void ASweepThatIsLongToCount_IsNotCountedAtEachLook()
    {
        var watched = new WatchedSweep(_reader, _store.Path, _reader.Query.FindSweep(null)!, new SlowClock());
        Assert.Equal(3, watched.Look().Stored.OpenTrials);
        // Counting took a second, so that there is none for the next ten.
        After(1, Ended(0, TrialState.Succeeded, At(1)));
        Assert.Equal(3, watched.Look().Stored.OpenTrials);
        Assert.Contains(2, Enumerable.Range(0, 12).Select(_ => watched.Look().Stored.OpenTrials));
    }

    [Fact]
    public void ALaterRunOfAnotherSweep_IsNotTakenForThisOne()
    {
        Grant(Root, First);
        _store.BeginSweep(_plan with { Name = "another" }, "");
        var now = _watched.Look();
        Assert.False(now.IsWorkedOn);
        Assert.Contains("has the store for something else", now.Snapshot.Notice, StringComparison.Ordinal);
    }

    /// <summary>A second later whenever it is asked.</summary>
    private sealed class SlowClock : TimeProvider
    {
        private long _seconds;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => ++_seconds;
    }

    private double RootsShare() => _plan.Stages.Single(s => s.Key == Root).Work / _plan.Work;

    private DateTimeOffset At(int seconds)
    {
        var start = new ManualClock().GetUtcNow();
        _clock.Advance(start.AddSeconds(seconds) - _clock.GetUtcNow());
        return _clock.GetUtcNow();
    }

    private void After(int seconds, params StoreTransition[] transitions)
    {
        At(seconds);
        Assert.All(_store.Commit(transitions), Assert.True);
    }

    private void Grant(StageKey stage, SlotId slot, int attempt = 1) =>
        Assert.All(_store.Commit([new LeaseGranted(stage, new(attempt), slot, "it was ready", _clock.GetUtcNow())]), Assert.True);

    private AttemptSucceeded Succeeded(StageKey stage, int seconds) =>
        new(stage, new(1), new([], [], [], null, 1, ImmutableSortedDictionary<string, string>.Empty), At(seconds));

    private TrialChanged Ended(int trial, TrialState state, DateTimeOffset at, string? reason = null) => new(_sweep, _plan.Trials[trial].Id, state, reason, at);
}
