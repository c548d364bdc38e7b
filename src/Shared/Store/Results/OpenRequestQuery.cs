using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store.Columns;
using AdaSapSweep.Shared.Store.Sqlite;

namespace AdaSapSweep.Shared.Store.Results;

internal static class OpenRequestQuery
{
    // One index look-up when there is none, which is nearly always.
    private const string Open = "SELECT id, kind, body FROM requests WHERE sweep_id = $1 AND answered_at IS NULL ORDER BY id LIMIT 100";

    public static List<OpenRequest> Read(SqlSession sql, SweepId sweep) =>
        sql.Query(Open, row => Read(row.GetInt64(0), row.GetString(1), row.GetString(2)), sweep.Value);

    private static OpenRequest Read(long number, string kind, string body)
    {
        try
        {
            return new(number, RequestColumns.FromColumns(kind, body), null);
        }
        catch (FormatException error)
        {
            return new(number, null, error.Message);
        }
    }
}
