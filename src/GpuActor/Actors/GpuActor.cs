using AdaSapSweep.GpuActor.Running;
using AdaSapSweep.Shared.LocalSlots;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;
using Akka.Actor;
using Akka.Event;

namespace AdaSapSweep.GpuActor.Actors;

/// <summary>
/// Owns one slot: registers it, runs one stage at a time with the next one at hand, reports. It outlives the coordinator: what it holds goes on, and what
/// has ended is reported until it is recorded or refused. Every message that needs an answer is sent again until it has one.
/// </summary>
internal sealed class GpuActor : ReceiveActor, IWithTimers
{
    private readonly GpuActorSettings _settings;
    private readonly TrainingThread _thread;
    private readonly ICanTell _line;
    private readonly EndProcess _end;
    private readonly MemoryWatch _memory;
    private readonly TimeProvider _clock;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Guid _life = Guid.NewGuid();
    private readonly HeldStages _held = new();
    private SharedFolder? _folder;
    private string? _folderProblem;
    private bool _registered;
    private bool _mayWork;
    private string? _leaving;
    private int _leavingCode;
    private long _heardAt;
    private long _busyUntil;

    public GpuActor(GpuActorSettings settings, TrainingThread thread, ICanTell line, EndProcess end, MemoryWatch memory, TimeProvider clock)
    {
        _settings = settings;
        _thread = thread;
        _line = line;
        _end = end;
        _memory = memory;
        _clock = clock;
        _heardAt = _busyUntil = clock.GetTimestamp();
        Receive<IProtocolMessage>(m =>
        {
            _heardAt = _clock.GetTimestamp();
            Hear(m);
        });
        Receive<StageEnded>(m => m.Lease == _held.Running?.Lease, End);
        Receive<StageEnded>(m => _log.Debug("stage {0} of a former life has ended", m.Lease.Stage.Prefix));
        Receive<TellProgress>(_ => TellHowFar());
        Receive<SayAgain>(_ => Repeat());
        Receive<LineOpened>(_ => Register());
        Receive<FolderSeen>(Check);
        Receive<StillRunning>(m => m.Lease == _held.Running?.Lease, m => _end(
            SlotExitCode.Hung, $"stage {m.Lease.Stage.Prefix} has not stopped within {_settings.CancelTimeout.TotalSeconds} s; ending the process; its last checkpoint stays"));
        Receive<StillRunning>(_ => { });
        Receive<Drain>(_ => BeginDrain());
        Receive<DrainOverdue>(_ => _end(SlotExitCode.Done, "told to end; the running stage or its report was not done in time"));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        Timers.StartPeriodicTimer("resend", SayAgain.Instance, _settings.ResendInterval);
        Timers.StartPeriodicTimer("progress", TellProgress.Instance, _settings.ProgressInterval);
        Register();
    }

    protected override void PostStop() => _held.Running?.Cancel();

    private void Hear(IProtocolMessage message)
    {
        switch (message)
        {
            case RunStage order: Take(order); break;
            case ReportRecorded done: Forget(done.Lease); break;
            case ReportRefused refused:
                _log.Warning("report on stage {0}, attempt {1} was refused: {2}", refused.Lease.Stage.Prefix, refused.Lease.Attempt, refused.Reason);
                Forget(refused.Lease);
                // Who refuses the report of a lost lease does not know whether the slot has anything else to do.
                AskIfIdle();
                break;
            case GiveBackStage back: GiveBack(back.Lease, back.Reason); break;
            case StartAfresh fresh when _held.IsIdle && _leaving is null:
                Leave(SlotExitCode.Recycle, fresh.Reason);
                EndIfDone();
                break;
            case StartAfresh: break;
            case CancelStage cancel: Cancel(cancel.Lease, cancel.Reason); break;
            case SlotRegistered known:
                (_registered, _folder) = (true, known.Folder);
                LookAt(known.Folder, registered: true);
                break;
            case RegisterAgain when _folderProblem is null: Register(); break;
            case RegisterAgain or Noted: break;
            case SlotTurnedAway away: _end(SlotExitCode.GaveUp, $"slot {_settings.Slot} is turned away by the coordinator: {away.Reason}"); break;
            default: _log.Debug("dropped {0}", message.GetType().Name); break;
        }
    }

    private void Take(RunStage order)
    {
        if (_held.ReportOn(order.Lease) is { } report) Tell(report);
        else if (_held.Holds(order.Lease)) _log.Debug("stage {0} was given twice", order.Lease.Stage.Prefix);
        else if (_held.IsFull) _log.Debug("dropped stage {0}: there are enough ahead", order.Lease.Stage.Prefix);
        else
        {
            _held.Ahead.Add(order with
            {
                ArtifactFolder = _settings.Artifacts ?? order.ArtifactFolder,
                // A rendered set has no folder anywhere.
                DataFolder = order.DataFolder is null ? null : _settings.DataFolder ?? order.DataFolder,
            });
            if ((_leaving ?? _folderProblem) is { } why) GiveBack(order.Lease, why);
            else BeginNext();
        }
    }

    private void BeginNext()
    {
        if (_mayWork) _held.BeginNext()?.BeginOn(_thread, Self);
    }

    private void End(StageEnded ended)
    {
        var stage = _held.Running!;
        var report = stage.Report(_settings.Slot, ended);
        // A success brings all epochs itself.
        if (report is StageFailed && stage.Progress.HasUntold) Tell(stage.Told(_settings.Slot));
        Timers.Cancel(stage.Lease);
        _held.Ended(stage.Lease, report);
        _busyUntil = _clock.GetTimestamp();
        if (_leaving is null && _memory.HasGrown()) Leave(SlotExitCode.Recycle, "its memory keeps rising; a fresh process takes over");
        BeginNext();
        Tell(report);
        EndIfDone();
    }

    private void Forget(StageLease lease)
    {
        // Who answers knows that this slot is free, so nothing is asked for; that is said again if nothing comes.
        if (_held.Forget(lease)) EndIfDone();
    }

    private void GiveBack(StageLease lease, string reason)
    {
        if (_held.TakeBack(lease) is null) return;
        var report = new StageFailed(_settings.Slot, lease, FailureKind.Cancelled, $"not begun: {reason}");
        _held.Ended(lease, report);
        Tell(report);
    }

    private void Cancel(StageLease lease, string reason)
    {
        if (_held.Running is { } stage && stage.Lease == lease && !stage.IsCancelled)
        {
            _log.Info("stage {0} is cancelled: {1}", lease.Stage.Prefix, reason);
            stage.Cancel();
            Timers.StartSingleTimer(lease, new StillRunning(lease), _settings.CancelTimeout);
        }
        GiveBack(lease, reason);
    }

    private void Register()
    {
        _registered = false;
        Tell(new RegisterSlot(_settings.Slot, Environment.ProcessId, _life, _settings.Device, _held.Leases) { Memory = _settings.Memory });
    }

    /// <summary>The folder may be on another machine, so it is not looked at on the actor's time.</summary>
    /// <param name="registered">For a registration; else because it was not there the last time.</param>
    private void LookAt(SharedFolder folder, bool registered)
    {
        var here = _settings.Artifacts;
        Task.Run(() => SharedFolderCheck.Problem(folder, here)).PipeTo(Self,
            success: problem => new FolderSeen(problem, registered),
            failure: error => new FolderSeen($"'{here ?? folder.Path}' cannot be looked at: {error.Message}", registered));
    }

    private void Check(FolderSeen seen)
    {
        var before = _folderProblem;
        _folderProblem = seen.Problem;
        _mayWork = seen.Problem is null;
        if (seen.Problem is { } problem)
        {
            if (problem != before) _log.Error("slot {0} takes no work: {1}", _settings.Slot, problem);
            if (seen.Registered) Tell(new FolderNotShared(_settings.Slot, problem));
            foreach (var ahead in _held.Ahead.ToList()) GiveBack(ahead.Lease, problem);
        }
        else if (before is not null)
        {
            _log.Warning("slot {0}: the artifact folder is there now", _settings.Slot);
            Register();
        }
        else
        {
            Repeat();
        }
        BeginNext();
    }

    /// <summary>Says again what was not answered, and asks for work when there is none; so the coordinator is heard, or missed.</summary>
    private void Repeat()
    {
        if (!_registered) Register();
        else if (_folderProblem is not null) LookAt(_folder!, registered: false);
        foreach (var report in _held.Reports) Tell(report);
        AskIfIdle();
        EndIfDone();
        if (_settings.Linger is { } linger && _held.Running is null && IsSilent(linger) && _clock.GetElapsedTime(_busyUntil) >= linger)
            _end(SlotExitCode.Done, $"no coordinator for {linger.TotalSeconds} s and nothing to do; ending");
    }

    private void AskIfIdle()
    {
        if (_registered && _held.IsIdle && _leaving is null) Tell(new RequestStage(_settings.Slot));
    }

    private void TellHowFar()
    {
        if (!_registered) return;
        if (_held.Running is { } stage) Tell(stage.Told(_settings.Slot));
        foreach (var ahead in _held.Ahead) Tell(new StageProgressed(_settings.Slot, ahead.Lease, Begun: false, 0, PlannedEpochs.Of(ahead.Spec), 0, []));
    }

    private void BeginDrain()
    {
        Timers.StartSingleTimer("drain", DrainOverdue.Instance, _settings.DrainTimeout);
        Leave(SlotExitCode.Done, "its GPU actor was told to end");
        if (_held.Running is { } stage) Cancel(stage.Lease, "told to end");
        EndIfDone();
    }

    /// <summary>Takes nothing any more, and ends the process once what runs has ended and is reported.</summary>
    private void Leave(int code, string why)
    {
        (_leavingCode, _leaving) = (code, why);
        foreach (var ahead in _held.Ahead.ToList()) GiveBack(ahead.Lease, why);
    }

    private void EndIfDone()
    {
        if (_leaving is { } why && _held.Running is null && (_held.Reports.Count == 0 || IsSilent(_settings.SilenceTimeout))) _end(_leavingCode, why);
    }

    private bool IsSilent(TimeSpan time) => _clock.GetElapsedTime(_heardAt) >= time;

    private void Tell(IProtocolMessage message) => _line.Tell(message, Self);

    /// <summary>CoordinatorLine → GpuActor: whoever is at the other end does not know of this slot.</summary>
    internal sealed class LineOpened
    {
        public static readonly LineOpened Instance = new();

        private LineOpened()
        {
        }
    }

    /// <summary>Host → GpuActor: stop at the last checkpoint, report, and end the process.</summary>
    internal sealed class Drain
    {
        public static readonly Drain Instance = new();

        private Drain()
        {
        }
    }

    private sealed record FolderSeen(string? Problem, bool Registered);

    private sealed record StillRunning(StageLease Lease);

    private sealed class DrainOverdue
    {
        public static readonly DrainOverdue Instance = new();

        private DrainOverdue()
        {
        }
    }

    private sealed class SayAgain
    {
        public static readonly SayAgain Instance = new();

        private SayAgain()
        {
        }
    }

    private sealed class TellProgress
    {
        public static readonly TellProgress Instance = new();

        private TellProgress()
        {
        }
    }
}

/// <summary>Ends the process, once: the first call counts. May be called from any thread; returns at once.</summary>
/// <param name="why">Said on standard error.</param>
internal delegate void EndProcess(int code, string why);
