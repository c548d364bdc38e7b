using System.Globalization;
using Microsoft.Data.Sqlite;

namespace AdaSapSweep.Benchmarks.Orchestrator;

/// <summary>When the successful attempts of a store ended, in order.</summary>
internal static class StageEnds
{
    public static List<DateTimeOffset> Read(string store)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = store, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT ended_at FROM attempts WHERE state = 'succeeded' ORDER BY ended_at";
        using var rows = command.ExecuteReader();
        var ends = new List<DateTimeOffset>();
        while (rows.Read()) ends.Add(DateTimeOffset.Parse(rows.GetString(0), CultureInfo.InvariantCulture));
        return ends;
    }
}
