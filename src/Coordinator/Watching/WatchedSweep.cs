using AdaSapSweep.Coordinator.Cli;
using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Shared.LocalSlots;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.Shared.Store.Results;

namespace AdaSapSweep.Coordinator.Watching;

/// <summary>A sweep as its store tells of it, whoever works on it. It only reads.</summary>
internal sealed class WatchedSweep(StoreReader reader, string store, SweepRow sweep, TimeProvider clock)
{
    /// <summary>A large sweep takes a while to be counted: of its time, whoever watches spends so little on it, and is yet so late at most.</summary>
    private const int PausesPerCount = 10;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly Dictionary<(StageKey, AttemptNumber), (int Epoch, DateTimeOffset At)> _firstSeen = [];
    private StoredProgress? _stored;
    private long _version;
    private TimeSpan _pause;
    private long _counted;

    public WatchedMoment Look()
    {
        var coordinator = CoordinatorProcess.Of(store);
        // What a coordinator did last has to be known at once when it is gone.
        var stored = _stored is { } known && coordinator is not null && clock.GetElapsedTime(_counted) < _pause ? known : Count();
        var works = coordinator is not null && stored.IsLatest && stored.EndedRun is null;
        return new(stored, Snapshot(stored, works, coordinator), works);
    }

    private StoredProgress Count()
    {
        var version = reader.Progress.Version();
        if (_stored is { } known && version == _version) return known;
        var began = clock.GetTimestamp();
        var stored = reader.Progress.Of(sweep.Id);
        (_stored, _version, _counted) = (stored, version, clock.GetTimestamp());
        var pause = clock.GetElapsedTime(began, _counted) * PausesPerCount;
        _pause = pause < LongestPause ? pause : LongestPause;
        return stored;
    }

    private SweepSnapshot Snapshot(StoredProgress stored, bool works, int? coordinator)
    {
        var now = clock.GetUtcNow();
        // What a slot was given ahead comes after what it works on.
        var current = works ? stored.Running.DistinctBy(r => r.Slot).ToList() : [];
        var begun = current.Sum(r => r.PlannedEpochs > 0 ? Math.Min(1, (double)r.Epoch / r.PlannedEpochs) * r.Work : 0);
        var (left, elapsed) = (stored.WorkLeft - begun, works ? now - stored.Begun : TimeSpan.Zero);
        List<SlotId> idle = works ? [.. SlotLock.Living(store).Select(f => f.Slot).Except(current.Select(r => r.Slot))] : [];
        foreach (var gone in _firstSeen.Keys.Except(stored.Running.Select(r => (r.Stage, r.Attempt))).ToList()) _firstSeen.Remove(gone);
        return new(
            sweep.Name, stored.Counts, stored.Work > 0 ? 1 - left / stored.Work : 1, elapsed, works ? TimeLeft.Of(stored.WorkDone + begun, left, elapsed) : null,
            [.. current.Select(r => new SlotNow(r.Slot, WorkOf(r))).Concat(idle.Select(s => new SlotNow(s, null))).OrderBy(s => s.Slot, SlotOrder.Instance)],
            stored.Ended, works || stored.OpenTrials == 0 ? null : Idle(coordinator, stored.IsLatest))
        {
            WaitsForMemory = works && idle.Count > 0 ? stored.WaitsForMemory : null,
        };
    }

    private SlotWork WorkOf(RunningAttempt running) => new(
        running.Stage, running.Kind, running.Attempt, running.FirstTrial, running.Trials, null, running.Epoch, running.PlannedEpochs, running.Loss, SpeedOf(running));

    /// <summary>
    /// The store has epochs and when the last of them was told. They are timed from the first that was seen; before there is a second, from the beginning, where
    /// that is known: an attempt may have gone on from a checkpoint.
    /// </summary>
    private Speed? SpeedOf(RunningAttempt running)
    {
        if (running.ProgressedAt is not { } at || running.Epoch == 0) return null;
        var key = (running.Stage, running.Attempt);
        if (!_firstSeen.TryGetValue(key, out var from)) _firstSeen.Add(key, from = (running.Epoch, at));
        if (running.Epoch == from.Epoch && running.Attempt.Value == 1) from = (0, running.StartedAt);
        if (running.Epoch <= from.Epoch || at <= from.At) return null;
        var epochs = (running.Epoch - from.Epoch) / (at - from.At).TotalSeconds;
        return running.TrainingImages is { } images ? new(epochs * images, Speed.Images) : new(epochs, Speed.Epochs);
    }

    private string Idle(int? coordinator, bool isLatest)
    {
        var where = Path.GetFullPath(store) == Path.GetFullPath(CommonOptions.DefaultStore) ? "" : $" --store {store}";
        var which = isLatest ? "" : $" --sweep {sweep.Name}";
        return coordinator is null
            ? $"nobody works on this sweep at the moment; 'adasap resume{where}{which}' goes on with it"
            : $"nobody works on this sweep at the moment: process {coordinator} has the store for something else";
    }
}

/// <param name="IsWorkedOn">A coordinator runs this sweep.</param>
internal sealed record WatchedMoment(StoredProgress Stored, SweepSnapshot Snapshot, bool IsWorkedOn)
{
    /// <summary>Every trial has ended, and its coordinator has said so or is gone.</summary>
    public bool IsOver => !IsWorkedOn && Stored.OpenTrials == 0;
}
