using System.Collections.Immutable;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store.Results;
using AdaSapSweep.Shared.Store.Schema;
using AdaSapSweep.Shared.Store.Sqlite;
using AdaSapSweep.Shared.Store.Writing;
using Microsoft.Data.Sqlite;

namespace AdaSapSweep.Shared.Store;

/// <summary>The one writer of a store: a SQLite file in WAL mode. What it has confirmed survives a kill and a power cut.</summary>
/// <remarks>Owned by one thread at a time.</remarks>
public sealed class SweepStore : IDisposable
{
    private readonly CoordinatorLock _lock;
    private readonly TimeProvider _clock;
    private readonly TransitionWriter _transitions;
    private readonly SweepBeginning _beginning;
    private readonly BackgroundCheckpoints _checkpoints;

    private SweepStore(string path, CoordinatorLock held, SqlSession session, BackgroundCheckpoints checkpoints, TimeProvider clock)
    {
        Path = path;
        _lock = held;
        _checkpoints = checkpoints;
        Session = session;
        _clock = clock;
        _transitions = new(session);
        _beginning = new(session);
    }

    /// <summary>Absolute.</summary>
    public string Path { get; }

    internal SqlSession Session { get; }

    /// <summary>Opens a store for writing; makes it, with its folder, when there is none.</summary>
    /// <exception cref="StoreRefusedException">
    /// The file is none of ours, newer or damaged, or another coordinator has it. It was left as it is.
    /// </exception>
    public static SweepStore Open(string path, TimeProvider clock) => Open(path, clock, StoreConnections.BusyTimeout);

    internal static SweepStore Open(string path, TimeProvider clock, TimeSpan busyTimeout)
    {
        path = Resolve(path);
        try
        {
            // Checked before a lock file is put beside a file that may not be ours.
            if (!IsNew(path)) StoreProbe.CheckIdentity(path, StoreSchema.NewestVersion);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            return OpenLocked(path, clock, busyTimeout);
        }
        catch (SqliteException error)
        {
            throw StoreProbe.Refusal(path, error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StoreRefusedException($"'{path}' cannot be written: {error.Message}; check its folder and rights", error);
        }
    }

    /// <summary>
    /// Records a plan, as a new sweep or as the next run of the sweep of that name. Trials that left the plan are kept and marked as
    /// dropped. What the last run left running stays so, for its GPU actors to come back with; what failed or was skipped stays so too,
    /// unless a trial that is new to the sweep needs it.
    /// </summary>
    /// <param name="fileText">The sweep file, word for word.</param>
    /// <param name="retryFailed">Puts back the trials that failed, with the stages on their paths that failed or were skipped.</param>
    /// <exception cref="StoreWriteException">Nothing was recorded.</exception>
    public SweepRecord BeginSweep(SweepPlan plan, string fileText, bool retryFailed = false) =>
        Write(() => _beginning.Begin(plan, fileText, retryFailed, _clock.GetUtcNow()));

    /// <summary>What the store has of the stages and trials of a plan that is not recorded yet, for <see cref="PlanReplaced"/>. What is new to it is left out.</summary>
    public (IReadOnlyDictionary<StageKey, StageRecord> Stages, IReadOnlyDictionary<TrialId, TrialState> Trials) Look(SweepId sweep, SweepPlan plan) =>
        Session.InSnapshot(() => _beginning.Look(sweep, plan));

    /// <summary>The requests of a sweep that wait for an answer, oldest first, at most 100 at once; cheap enough to be asked several times a second.</summary>
    public IReadOnlyList<OpenRequest> OpenRequests(SweepId sweep) => OpenRequestQuery.Read(Session, sweep);

    /// <summary>Notes where the sweep's trace began, unless an earlier run has.</summary>
    /// <param name="traceParent">W3C traceparent.</param>
    /// <exception cref="StoreWriteException">Nothing was recorded.</exception>
    public void RememberTrace(SweepId sweep, string traceParent) =>
        Write(() => Session.Execute("UPDATE sweeps SET trace_parent = $1 WHERE id = $2 AND trace_parent = ''", traceParent, sweep.Value));

    /// <summary>Notes the folder that a run took the data set's files from, for the runs that go on without the sweep file.</summary>
    /// <param name="folder">Absolute; null for rendered data.</param>
    /// <exception cref="StoreWriteException">Nothing was recorded.</exception>
    public void RememberDataFolder(SweepId sweep, string? folder) =>
        Write(() => Session.Execute("UPDATE sweeps SET data_folder = $1 WHERE id = $2", folder, sweep.Value));

    /// <summary>Notes what the plan of a run predicts, to be compared with what became of it.</summary>
    /// <param name="json">As its writer reads it; the store does not look into it.</param>
    /// <exception cref="StoreWriteException">Nothing was recorded.</exception>
    public void RememberPrediction(SweepId sweep, string json) =>
        Write(() => Session.Execute("UPDATE sweeps SET prediction = $1 WHERE id = $2", json, sweep.Value));

    /// <summary>All of the transitions or none, durable on return.</summary>
    /// <returns>For each, whether it applied: a late or repeated one changes nothing.</returns>
    /// <exception cref="StoreWriteException">Nothing was recorded.</exception>
    public ImmutableArray<bool> Commit(IReadOnlyList<StoreTransition> transitions) =>
        transitions.Count == 0 ? [] : Write(() => transitions.Select(_transitions.Apply).ToImmutableArray());

    public void Dispose()
    {
        _checkpoints.Dispose();
        Session.Dispose();
        NoteAsChecked(_lock, Path);
        _lock.Dispose();
    }

    private static SweepStore OpenLocked(string path, TimeProvider clock, TimeSpan busyTimeout)
    {
        var held = CoordinatorLock.Take(path);
        SqlSession? session = null;
        try
        {
            if (IsNew(path)) StoreSchema.Create(path);
            else if (held.ReadNote() != FileStamp.Of(path)) StoreProbe.CheckWhole(path, StoreSchema.NewestVersion);
            session = StoreConnections.OpenWriter(path, busyTimeout);
            StoreSchema.Migrate(session, StoreSchema.Migrations);
            return new(path, held, session, new(path, busyTimeout, () => NoteAsChecked(held, path)), clock);
        }
        catch
        {
            session?.Dispose();
            held.Dispose();
            throw;
        }
    }

    /// <summary>A kill between a checkpoint and this costs the next opening a whole check, and nothing else.</summary>
    private static void NoteAsChecked(CoordinatorLock held, string path) => held.WriteNote(FileStamp.Set(path) ?? "");

    private static bool IsNew(string path) => new FileInfo(path) is not { Exists: true, Length: > 0 } && !Directory.Exists(path);

    /// <summary>Two names of one file must meet at one lock.</summary>
    private static string Resolve(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        return new FileInfo(full) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName : full;
    }

    private T Write<T>(Func<T> work)
    {
        try
        {
            var result = Session.InTransaction(work);
            _checkpoints.AfterCommit(Session);
            return result;
        }
        catch (SqliteException error)
        {
            throw StoreWriteException.From(Path, error);
        }
    }
}
