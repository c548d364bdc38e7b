using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store.Columns;
using AdaSapSweep.Shared.Store.Sqlite;
using Microsoft.Data.Sqlite;

namespace AdaSapSweep.Shared.Store;

/// <summary>
/// How a process that is not the coordinator asks something of a sweep: it puts a request into the store, beside the coordinator that
/// writes it, and reads the answer there.
/// </summary>
public static class StoreRequests
{
    /// <summary>Durable on return.</summary>
    /// <returns>The request's number.</returns>
    /// <exception cref="ArgumentException">The request names more than 100,000 trials, or is larger than 8,000,000 characters.</exception>
    /// <exception cref="StoreRefusedException">There is no store that this version can use, or the sweep is not in it.</exception>
    /// <exception cref="StoreWriteException">Nothing was recorded.</exception>
    public static long Put(string storePath, SweepId sweep, SweepRequest request, DateTimeOffset now)
    {
        var (kind, body) = RequestColumns.ToColumns(request);
        // Also tells a missing, foreign, older or newer file, in plain words.
        using (var reader = StoreReader.Open(storePath))
        {
            if (reader.Query.Sweeps().All(s => s.Id != sweep)) throw new StoreRefusedException($"'{storePath}' has no sweep {sweep}");
        }

        try
        {
            using var session = StoreConnections.OpenWriter(Path.GetFullPath(storePath), StoreConnections.BusyTimeout);
            return session.InTransaction(() =>
            {
                session.Execute(
                    "INSERT INTO requests (sweep_id, at, kind, body) VALUES ($1, $2, $3, $4)", sweep.Value, StoredTime.ToColumn(now), kind, body);
                return session.Scalar<long>("SELECT last_insert_rowid()");
            });
        }
        catch (SqliteException error)
        {
            throw StoreWriteException.From(storePath, error);
        }
    }

    /// <summary>What became of a request; null while nobody has answered it.</summary>
    /// <exception cref="StoreRefusedException">There is no store that this version can use, or the request is not in it.</exception>
    public static RequestAnswer? Answer(string storePath, long request)
    {
        using var reader = StoreReader.Open(storePath);
        var found = reader.Query.Request(request) ?? throw new StoreRefusedException($"'{storePath}' has no request {request}");
        return found.Answer;
    }
}
