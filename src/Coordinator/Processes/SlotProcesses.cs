using System.ComponentModel;
using System.Globalization;
using AdaSapSweep.Coordinator.Actors;
using AdaSapSweep.Shared.LocalSlots;
using AdaSapSweep.Shared.Model;
using Akka.Actor;
using Akka.Event;

namespace AdaSapSweep.Coordinator.Processes;

/// <summary>Limits on restarts, from hocon/coordinator.conf.</summary>
/// <param name="LookInterval">How often it is looked whether processes that an earlier coordinator started still live.</param>
/// <param name="StopTimeout">Time that a process which is not wanted has to end before it is killed.</param>
internal sealed record RestartPolicy(TimeSpan Delay, int MostInARow, TimeSpan Healthy, TimeSpan LookInterval, TimeSpan StopTimeout);

/// <summary>
/// Supervises the GPU actor processes of this machine: one for each slot. Those that outlived an earlier coordinator are taken over when they were started as
/// they would be now, and ended otherwise; what is missing or ends is started.
/// </summary>
internal sealed class SlotProcesses : ReceiveActor, IWithTimers
{
    private readonly SlotProcessGroup _group;
    private readonly RestartPolicy _policy;
    private readonly TimeProvider _clock;
    private readonly IActorRef _registry;
    private readonly IActorRef _coordinator;
    private readonly IReadOnlyCollection<SlotId> _leased;
    private readonly Dictionary<SlotId, Life> _wanted;
    private readonly Dictionary<SlotId, Foreign> _foreign = [];
    private readonly ILoggingAdapter _log = Context.GetLogger();

    /// <param name="leased">Slots of this machine that held stages when the last coordinator was gone.</param>
    public SlotProcesses(
        IReadOnlyList<LocalSlot> slots, IReadOnlyCollection<SlotId> leased, SlotProcessGroup group, RestartPolicy policy, TimeProvider clock,
        IActorRef registry, IActorRef coordinator)
    {
        _group = group;
        _policy = policy;
        _clock = clock;
        _registry = registry;
        _coordinator = coordinator;
        _leased = leased;
        _wanted = slots.ToDictionary(s => s.Slot, s => new Life(s, 0, default, 0));
        Receive<Launch>(m => Start(m.Slot));
        Receive<Ended>(OnEnded);
        Receive<Look>(_ => LookAfterForeign());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        foreach (var process in _group.Living()) TakeOverOrEnd(process);
        foreach (var slot in _leased.Union(_wanted.Keys).Where(slot => !_foreign.ContainsKey(slot)))
        {
            _registry.Tell(new GpuRegistry.ProcessEnded(slot, null, "its GPU actor process is gone"));
            if (_wanted.ContainsKey(slot)) Start(slot);
        }
        Timers.StartPeriodicTimer("look", Look.Instance, _policy.LookInterval);
    }

    /// <summary>A restart would start every process a second time, so a fault here ends the run.</summary>
    protected override void PreRestart(Exception reason, object message)
    {
        _coordinator.Tell(new SweepCoordinator.Broken($"the GPU actor processes cannot be looked after: {reason.Message}"));
        base.PreRestart(reason, message);
    }

    /// <summary>Not at a restart, when the processes are there already.</summary>
    protected override void PostRestart(Exception reason)
    {
    }

    private void TakeOverOrEnd(SlotFacts process)
    {
        if (_wanted.TryGetValue(process.Slot, out var life) && _group.Suits(life.Slot, process))
        {
            _log.Info("slot {0}: process {1} is still there and is taken over", process.Slot, process.ProcessId);
            _wanted[process.Slot] = life with { Started = _clock.GetUtcNow(), LogBefore = LastWords.Length(_group.Log(process.Slot)) };
            _foreign[process.Slot] = new(process.ProcessId, null);
            return;
        }
        _log.Info("slot {0}: process {1} was started differently and is ended", process.Slot, process.ProcessId);
        _foreign[process.Slot] = new(process.ProcessId, _clock.GetUtcNow() + _policy.StopTimeout);
        ProcessSignal.Terminate(process.ProcessId);
    }

    /// <summary>They are no children of this process, so nobody tells when they end.</summary>
    private void LookAfterForeign()
    {
        if (_group.IsStopped) return;
        foreach (var (slot, process) in _foreign)
        {
            if (!_group.Lives(slot))
            {
                _foreign.Remove(slot);
                Self.Tell(new Ended(slot, process.ProcessId, process.KillAt is null ? null : SlotExitCode.Recycle, ""));
            }
            else if (process.KillAt <= _clock.GetUtcNow())
            {
                ProcessSignal.Kill(process.ProcessId);
            }
        }
    }

    private void Start(SlotId slot)
    {
        if (!_wanted.TryGetValue(slot, out var life)) return;
        var self = Self;
        _wanted[slot] = life with { Started = _clock.GetUtcNow(), LogBefore = LastWords.Length(_group.Log(slot)) };
        try
        {
            _group.Start(life.Slot, exit => self.Tell(new Ended(slot, exit.ProcessId, exit.ExitCode, exit.Complaint)));
        }
        catch (Win32Exception error)
        {
            _log.Error("slot {0}: its GPU actor process cannot be started: {1}", slot, error.Message);
            GiveUp(slot);
        }
    }

    private void OnEnded(Ended ended)
    {
        var reason = string.Create(CultureInfo.InvariantCulture, $"its GPU actor process {ended.ProcessId} ended{(ended.ExitCode is { } code ? $" with code {code}" : "")}");
        _registry.Tell(new GpuRegistry.ProcessEnded(ended.Slot, ended.ProcessId, reason));
        if (!_wanted.TryGetValue(ended.Slot, out var life)) return;
        if (_group.Living().FirstOrDefault(p => p.Slot == ended.Slot) is { } other)
        {
            // It was just starting when this coordinator looked for what was there.
            TakeOverOrEnd(other);
            return;
        }
        if (ended.ExitCode is SlotExitCode.Hung or SlotExitCode.Recycle)
        {
            _log.Info("slot {0}: {1}; starting it again", ended.Slot, reason);
            Start(ended.Slot);
            return;
        }
        var inARow = _clock.GetUtcNow() - life.Started >= _policy.Healthy ? 1 : life.DeathsInARow + 1;
        _wanted[ended.Slot] = life with { DeathsInARow = inARow };
        var words = LastWords.Of(ended.Complaint) is { Length: > 0 } complaint ? complaint : LastWords.OfLog(_group.Log(ended.Slot), life.LogBefore);
        var told = words.Length > 0 ? $"{reason}: {words}" : reason;
        if (ended.ExitCode == SlotExitCode.Usage || inARow > _policy.MostInARow)
        {
            _log.Error("slot {0}: {1}; given up after {2} in a row", ended.Slot, told, inARow);
            GiveUp(ended.Slot);
            return;
        }
        _log.Warning("slot {0}: {1}; starting it again", ended.Slot, told);
        Timers.StartSingleTimer(ended.Slot, new Launch(ended.Slot), _policy.Delay);
    }

    private void GiveUp(SlotId slot)
    {
        _wanted.Remove(slot);
        if (_wanted.Count == 0) _coordinator.Tell(new SweepCoordinator.NoSlotsLeft("no GPU actor process could be kept alive; the lines before say why"));
    }

    private sealed record Launch(SlotId Slot);

    /// <param name="ExitCode">Null when it is not known, as of a process that somebody else started.</param>
    private sealed record Ended(SlotId Slot, int ProcessId, int? ExitCode, string Complaint);

    /// <param name="LogBefore">Size of the slot's log when its present process came.</param>
    private sealed record Life(LocalSlot Slot, int DeathsInARow, DateTimeOffset Started, long LogBefore);

    /// <summary>A process that an earlier coordinator started.</summary>
    /// <param name="KillAt">Null when it is wanted.</param>
    private sealed record Foreign(int ProcessId, DateTimeOffset? KillAt);

    private sealed class Look
    {
        public static readonly Look Instance = new();

        private Look()
        {
        }
    }
}
