using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.Shared.Store.Results;
using AdaSapSweep.TestSupport;

namespace AdaSapSweep.Shared.Tests.Store;

/// <summary>A store in a folder of its own, with the shorthand in which the tests speak to it.</summary>
internal sealed class StoreFixture : IDisposable
{
    public static readonly AttemptNumber First = new(1);
    public static readonly AttemptNumber Second = new(2);

    private readonly TemporaryFolder _folder = new();

    public StoreFixture() => Store = SweepStore.Open(Path, Clock);

    public ManualClock Clock { get; } = new();

    public SweepStore Store { get; private set; }

    public string Path => _folder["runs/store.db"];

    public SweepRecord Begin(SweepPlan plan, bool retryFailed = false) => Store.BeginSweep(plan, "name: sweep", retryFailed);

    public bool Lease(StageKey stage, AttemptNumber attempt) => One(new LeaseGranted(stage, attempt, new("node/cpu:0"), "next in line", Now));

    public bool Succeed(StageKey stage, AttemptNumber attempt, StageOutcome? outcome = null) =>
        One(new AttemptSucceeded(stage, attempt, outcome ?? Plans.Outcome(), Now));

    public bool Fail(StageKey stage, AttemptNumber attempt, bool final, FailureKind kind = FailureKind.Crash) =>
        One(new AttemptFailed(stage, attempt, kind, "it broke", final, Now));

    public bool One(StoreTransition transition) => Assert.Single(Store.Commit([transition]));

    public DateTimeOffset Now => Clock.GetUtcNow();

    /// <summary>What a kill and a new coordinator do.</summary>
    public void Reopen()
    {
        Store.Dispose();
        Store = SweepStore.Open(Path, Clock);
    }

    public T Read<T>(Func<ResultsQuery, T> query)
    {
        using var reader = StoreReader.Open(Path);
        return query(reader.Query);
    }

    public StageRow Stage(StageKey key) => Read(q => q.Stages(q.FindSweep(null)!.Id)).Single(s => s.Key == key);

    public TrialRow Trial(int seed) => Read(q => q.Trials(q.FindSweep(null)!.Id, withDropped: true)).Single(t => t.Id == Plans.Trial(seed));

    public void Dispose()
    {
        Store.Dispose();
        _folder.Dispose();
    }
}
