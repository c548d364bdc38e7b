using AdaSapSweep.Shared.Store.Results;
using AdaSapSweep.Shared.Store.Schema;
using AdaSapSweep.Shared.Store.Sqlite;
using Microsoft.Data.Sqlite;

namespace AdaSapSweep.Shared.Store;

/// <summary>Reads a store, whether or not a coordinator writes it, and never makes it wait. Any number may be open.</summary>
/// <remarks>Owned by one thread at a time.</remarks>
public sealed class StoreReader : IDisposable
{
    private readonly SqlSession _session;

    private StoreReader(SqlSession session)
    {
        _session = session;
        Query = new(session);
        Explanation = new(session);
        Timeline = new(session);
        Progress = new(session, Query);
    }

    public ResultsQuery Query { get; }

    public ExplanationQuery Explanation { get; }

    public TimelineQuery Timeline { get; }

    public ProgressQuery Progress { get; }

    /// <exception cref="StoreRefusedException">There is no file, or it is none of ours, of another version or damaged.</exception>
    public static StoreReader Open(string path)
    {
        path = Path.GetFullPath(path);
        if (!File.Exists(path))
        {
            throw new StoreRefusedException($"there is no store at '{path}'; 'adasap run SWEEP' makes one, --store names another file");
        }

        SqlSession? session = null;
        try
        {
            StoreProbe.CheckIdentity(path, StoreSchema.NewestVersion);
            session = StoreConnections.OpenReader(path);
            var version = session.Scalar<long>("PRAGMA user_version");
            return version == StoreSchema.NewestVersion
                ? new(session)
                : throw new StoreRefusedException(
                    $"'{path}' is of store version {version}, this program reads {StoreSchema.NewestVersion}; " +
                    "run its sweep once with this program to bring it up to date");
        }
        catch (SqliteException error)
        {
            session?.Dispose();
            throw StoreProbe.Refusal(path, error);
        }
        catch
        {
            session?.Dispose();
            throw;
        }
    }

    public void Dispose() => _session.Dispose();
}
