using System.Collections.Immutable;
using AdaSapSweep.Coordinator.Actors;
using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Coordinator.Tests.Scheduling;
using AdaSapSweep.Coordinator.Tracing;
using AdaSapSweep.Coordinator.Watching;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.Shared.Store.Results;
using AdaSapSweep.Shared.Telemetry;
using AdaSapSweep.TestSupport;
using AdaSapSweep.TestSupport.Actors;
using Akka.Actor;

namespace AdaSapSweep.Coordinator.Tests.Actors;

/// <summary>The coordinator's actors over a real store; probes stand for the GPU actors.</summary>
internal sealed class SweepFixture : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();
    private readonly ActorSystem _system = ActorSystem.Create("coordinator", Akka.Configuration.ConfigurationFactory.ParseString("akka.loglevel = OFF"));
    private readonly StringWriter _text = new();
    private readonly TextWriter _said;
    private readonly SweepInstruments _instruments = new(TelemetrySources.Coordinator);
    private readonly SweepTrace _trace;
    private readonly SweepStore _store;
    private readonly TaskCompletionSource<SweepEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="commit">Stands in for the store's own commit, which it is given.</param>
    public SweepFixture(SweepPlan plan, Action<Action<IReadOnlyList<StoreTransition>>, IReadOnlyList<StoreTransition>>? commit = null, TimeSpan? commitTimeout = null)
    {
        _said = TextWriter.Synchronized(_text);
        _store = SweepStore.Open(_folder["store.db"], TimeProvider.System);
        var record = _store.BeginSweep(plan, "");
        Sweep = record.Id;
        var state = SweepState.Begin(
            record, new StageTree(plan), Plans.Policy with { LeaseLength = Patience * 3, RetryDelay = TimeSpan.FromMilliseconds(1) }, TimeProvider.System.GetUtcNow());
        _trace = new(state.Tree, _instruments.Spans, "", run: 1);
        var context = new SweepContext(
            record.Id, new(Artifacts, Mark), null, TimeSpan.FromMilliseconds(50), commitTimeout ?? Patience, new(TimeSpan.FromMilliseconds(20), 3), _trace, new SweepMetrics(_instruments, state), TimeProvider.System, _ended);
        Action<IReadOnlyList<StoreTransition>> write = transitions => _store.Commit(transitions);
        Action<IReadOnlyList<StoreTransition>> used = commit is null ? write : transitions => commit(write, transitions);
        var access = new StoreAccess(used, () => [], _ => throw new NotSupportedException("no plan is edited here"));
        var output = new RunOutput(_said, _said, null);
        var folder = Artifacts;
        var actors = new SweepActors(
            _system.ActorOf(Props.Create(() => new StoreWriter(access))),
            _system.ActorOf(Props.Create(() => new Progress(state, Array.Empty<SlotId>(), output, TimeProvider.System, Patience))),
            _system.ActorOf(Props.Create(() => new ArtifactFiles(folder))));
        Coordinator = _system.ActorOf(Props.Create(() => new SweepCoordinator(context, state, actors)));
        var coordinator = Coordinator;
        Registry = _system.ActorOf(Props.Create(() => new GpuRegistry(new(folder, Mark), TimeSpan.FromMilliseconds(200), TimeProvider.System, coordinator)));
    }

    public const string Mark = "the mark";

    public string Artifacts => _folder["artifacts"];

    /// <summary>What people were told so far.</summary>
    public string Said
    {
        get
        {
            // The lock that the synchronized writer takes itself.
            lock (_said) return _text.ToString();
        }
    }

    public SweepId Sweep { get; }

    public IActorRef Coordinator { get; }

    public IActorRef Registry { get; }

    public static StageOutcome Outcome(StageKey stage, double accuracy = 0.5) => new(
        [new(1, "loss", 1)], [new("clean_accuracy", accuracy, false)], [], new(ArtifactPaths.Artifact(stage), 12, new string('a', 64)), 1,
        ImmutableSortedDictionary<string, string>.Empty);

    /// <exception cref="TimeoutException">The run did not end.</exception>
    public Task<SweepEnd> End() => _ended.Task.WaitAsync(Patience);

    /// <summary>A GPU actor that has registered.</summary>
    public async Task<Probe> Join(string slot, StageLease? holding = null)
    {
        var probe = new Probe(_system);
        Registry.Tell(Registration(slot, Guid.NewGuid(), holding), probe.Actor);
        await probe.Next<SlotRegistered>();
        return probe;
    }

    public static RegisterSlot Registration(string slot, Guid life, StageLease? holding = null) => new(new(slot), 1, life, "cpu", holding is null ? [] : [holding]);

    /// <summary>A GPU actor that has registered and got a stage.</summary>
    public async Task<(Probe Probe, StageLease Lease)> Work(string slot)
    {
        var probe = await Join(slot);
        Coordinator.Tell(new RequestStage(new(slot)), probe.Actor);
        return (probe, (await probe.Next<RunStage>()).Lease);
    }

    public Probe Probe() => new(_system);

    /// <summary>What another process would read from the store now.</summary>
    public T Read<T>(Func<ResultsQuery, T> query)
    {
        using var reader = StoreReader.Open(_store.Path);
        return query(reader.Query);
    }

    public AttemptRow Attempt(StageLease lease) => Read(q => q.Attempts(Sweep)).Single(a => a.Stage == lease.Stage && a.Number == lease.Attempt);

    public async ValueTask DisposeAsync()
    {
        await _system.Terminate();
        _trace.Dispose();
        _instruments.Dispose();
        _store.Dispose();
        _folder.Dispose();
    }
}
