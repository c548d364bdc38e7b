using System.Collections.Immutable;
using System.Globalization;
using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;
using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.Coordinator.Tests.Scheduling.Simulation;

/// <summary>A sweep with its coordinator, its slots and what lies between them, in simulated time.</summary>
internal sealed class World
{
    private const long MostMilliseconds = 3 * 3_600_000;
    private const int LongestAbsence = 15_000;
    private const int LongestRestart = 3_000;

    private static readonly FailureKind[] Failures =
        [FailureKind.Crash, FailureKind.Crash, FailureKind.OutOfMemory, FailureKind.Cancelled, FailureKind.Lost, FailureKind.ParentMissing, FailureKind.DiskFull, FailureKind.Diverged, FailureKind.Data];

    private readonly Network _network;
    private readonly Dictionary<StageKey, Nature> _natures = [];
    private readonly Dictionary<StageKey, StageSpec> _specs = [];
    private readonly Dictionary<string, SweepPlan> _files = [];
    private readonly Dictionary<string, long> _memory = [];
    private bool _exhausted;
    private bool _over;

    public World(Chance chance, Weather weather, SweepPlan plan, bool keepsJournal = false)
    {
        Journal = keepsJournal ? new(this) : null;
        (Chance, Weather, Plan) = (chance, weather, plan);
        Time = new();
        _network = new(Time, chance, weather);
        Store = new();
        Rules = new(this);
        Coordinator = new(this);
        Slots = [.. Enumerable.Range(0, weather.Slots).Select(i => new SimulatedSlot(this, new(((char)('a' + i)).ToString()), DeviceOf(i)))];
        Know(plan);
    }

    public Chance Chance { get; }

    public Weather Weather { get; }

    public Timeline Time { get; }

    public ModelStore Store { get; }

    public Disk Disk { get; } = new();

    public Rules Rules { get; }

    /// <summary>Kept when a single schedule is replayed.</summary>
    public Journal? Journal { get; }

    public SimulatedCoordinator Coordinator { get; }

    public ImmutableArray<SimulatedSlot> Slots { get; }

    /// <summary>Of the sweep file as it is now: what the next run begins with.</summary>
    public SweepPlan Plan { get; private set; }

    public bool IsStormy => Time.Now < Weather.StormUntil;

    /// <summary>Why the runs ended, in order; null for one that was through.</summary>
    public List<string?> Endings { get; } = [];

    /// <summary>Runs the sweep, over as many runs as it takes, until it is through.</summary>
    public void Run()
    {
        try
        {
            foreach (var slot in Slots) slot.Start();
            Coordinator.Start(Plan);
            while (!_over)
            {
                Rules.Hold(Time.Step(), "nothing happens any more, and the sweep is not over");
                Rules.Hold(Time.Now < MostMilliseconds, "the sweep does not end");
            }
            Rules.Over();
        }
        catch (Exception error) when (error is not RuleBrokenException || Journal is not null)
        {
            throw new RuleBrokenException($"{(error is RuleBrokenException ? error.Message : error)}\n{Journal}");
        }
    }

    public StageKey? ParentOf(StageKey stage) => _specs[stage].Parent;

    public string NameOf(StageKey stage) => _specs[stage].Kind;

    /// <summary>What people call stages and trials, by key and id.</summary>
    public IEnumerable<(string Key, string Name)> Names => _specs.Values.Select(s => (s.Key.Value, s.Kind))
        .Concat(Plan.Trials.Select(t => (t.Id.Value, FormattableString.Invariant($"{t.Number}"))));

    public Nature NatureOf(StageKey stage) => _natures[stage];

    /// <summary>How an attempt will fail; null for well.</summary>
    public FailureKind? FateOf(Dispatch order)
    {
        var nature = NatureOf(order.Lease.Stage);
        if (nature.Poison is { } poison) return poison;
        if (order.MicroBatches < nature.MicroBatches || RunsOut(order)) return FailureKind.OutOfMemory;
        if (!IsStormy || !Chance.Percent(Weather.FailurePercent)) return null;
        var kind = Chance.Of(Failures);
        return kind == FailureKind.ParentMissing && ParentOf(order.Lease.Stage) is null ? FailureKind.Crash : kind;
    }

    /// <summary>Known sizes never come to it: the device has twice what may be used. What is not known may.</summary>
    private bool RunsOut(Dispatch order)
    {
        if (Slots.Single(s => s.Id == order.Slot).Device is not { } device || Weather.Policy.DeviceMemoryShare is null) return false;
        var others = Slots.Where(s => s.Id != order.Slot && s.Device?.Place == device.Place).Sum(s => s.Running is { } stage ? NatureOf(stage).Memory : 0);
        return others > 0 && others + NatureOf(order.Lease.Stage).Memory > device.Bytes;
    }

    private DeviceMemory? DeviceOf(int slot) =>
        Chance.Percent(Weather.UntoldPercent) ? null : new(FormattableString.Invariant($"device {slot % Weather.Devices}"), OnGpu: slot % Weather.Devices == 1, Nature.MostMemory * 3 / 2);

    public SweepEvent EventOf(ModelRequest request) => request.Request is ApplyFile file
        ? EditOf(request.Number, file.FileText)
        : new Requested(request.Number, request.Request);

    /// <summary>The text of a sweep file that gives the plan.</summary>
    public string FileOf(SweepPlan plan)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"file {_files.Count}");
        _files.Add(text, plan);
        Know(plan);
        return text;
    }

    /// <summary>The sweep file has changed for good: every further run begins with it.</summary>
    public void Adopt(SweepPlan plan)
    {
        Know(plan);
        Plan = plan;
    }

    public void ToSlot(SlotId id, int life, object message)
    {
        var slot = Slots.Single(s => s.Id == id);
        _network.Send(id, up: false, () => slot.Receive(life, message));
    }

    public void ToCoordinator(SimulatedSlot slot, int run, SweepEvent message) => Up(slot, run, life => Coordinator.Receive(slot.Id, life, message));

    public void ToRegistry(SimulatedSlot slot, int run, ImmutableArray<StageLease> holding) => Up(slot, run, life => Coordinator.Register(slot, life, holding));

    /// <summary>A process ends, and is started again after a while.</summary>
    public void Die(SimulatedSlot slot)
    {
        if (!slot.Alive) return;
        var life = slot.Life;
        slot.Kill();
        // Mostly its node sees it at once; else the cluster does after a while, or nobody until its lease runs out or it is back.
        var seen = Chance.Between(1, 100);
        if (seen <= 60) Time.In(Chance.Between(1, 500), () => Coordinator.Left(slot.Id, life, forGood: true));
        else if (seen <= 80) Time.In(Chance.Between(1_000, LongestAbsence), () => Coordinator.Left(slot.Id, life, forGood: false));
        Time.In(Chance.Between(100, LongestRestart), () =>
        {
            if (!_exhausted) slot.Start();
        });
    }

    public void CutOff(SimulatedSlot slot)
    {
        _network.CutOff(slot.Id, Chance.Between(100, 2 * LongestAbsence));
        NoticeAbsence(slot);
    }

    public void Pause(SimulatedSlot slot)
    {
        slot.Pause(Chance.Between(500, 3 * LongestAbsence));
        NoticeAbsence(slot);
    }

    /// <summary>The coordinator's process ends and is started again. Who comes back finds the GPU actors of this host by their locks.</summary>
    public void KillCoordinator()
    {
        if (!Coordinator.Alive) return;
        Coordinator.Stop();
        Time.In(Chance.Between(200, LongestAbsence), () => Restart(hasEnded: false));
    }

    public void RunEnded(string? interrupted)
    {
        Endings.Add(interrupted);
        var plan = Coordinator.State.Tree.Plan;
        Coordinator.Stop();
        if (interrupted is null && plan == Plan && !IsStormy && !Store.Unanswered.Any())
        {
            _over = true;
            return;
        }
        Time.In(Chance.Between(100, LongestAbsence), () => Restart(hasEnded: true));
    }

    /// <summary>No process of a slot is left, and none will come in this run.</summary>
    public void Exhaust()
    {
        if (!Coordinator.Alive) return;
        _exhausted = true;
        foreach (var slot in Slots.Where(s => s.Alive))
        {
            slot.Kill();
            Coordinator.Left(slot.Id, slot.Life, forGood: true);
        }
        Coordinator.Handle(new SlotsExhausted("by chance"));
    }

    public StageTree TreeOf(SweepPlan plan) => new(plan, expectedBytes: spec => NatureOf(spec.Key).Artifact?.Bytes ?? 0);

    private void Restart(bool hasEnded)
    {
        if (Coordinator.Alive) return;
        _exhausted = false;
        if (Store.Unanswered.Any() && (hasEnded || Chance.Percent(30))) Coordinator.AnswerWithoutRunning(Plan);
        var dead = Slots.Where(s => !s.Alive).ToList();
        Coordinator.Start(Plan);
        // The processes of this host are known by their locks.
        foreach (var slot in dead)
        {
            if (Chance.Percent(70)) Coordinator.Left(slot.Id, 0, forGood: true);
            slot.Start();
        }
    }

    private PlanEdited EditOf(long request, string text)
    {
        var (old, plan) = (Coordinator.State.Tree, _files[text]);
        return new(
            request, text, TreeOf(plan),
            plan.Stages.Where(s => !old.Contains(s.Key) && Store.Stages.ContainsKey(s.Key)).ToDictionary(s => s.Key, s => Store.Stages[s.Key].ToRecord()),
            plan.Trials.Where(t => Store.Trials.ContainsKey(t.Id) && old.Plan.Trials.All(o => o.Id != t.Id)).ToDictionary(t => t.Id, t => Store.Trials[t.Id].State));
    }

    private void NoticeAbsence(SimulatedSlot slot)
    {
        if (!Chance.Percent(50)) return;
        var life = slot.Life;
        Time.In(Chance.Between(1_000, LongestAbsence), () => Coordinator.Left(slot.Id, life, forGood: false));
    }

    private void Up(SimulatedSlot slot, int run, Action<int> deliver)
    {
        var life = slot.Life;
        _network.Send(slot.Id, up: true, () =>
        {
            if (Coordinator.Alive && Coordinator.Run == run) deliver(life);
        });
    }

    private long MemoryOf(string kind)
    {
        if (!_memory.TryGetValue(kind, out var bytes)) _memory.Add(kind, bytes = Chance.Between(1, Nature.MostMemory));
        return bytes;
    }

    private void Know(SweepPlan plan)
    {
        foreach (var spec in plan.Stages)
        {
            if (!_specs.TryAdd(spec.Key, spec)) continue;
            _natures.Add(spec.Key, Nature.Draw(spec, plan.Trials.Any(t => t.Stages[^1] == spec.Key), MemoryOf(spec.Kind), Chance, Weather));
            if (Chance.Percent(Weather.ElsewherePercent)) Store.NeededElsewhere.Add(spec.Key);
        }
    }
}
