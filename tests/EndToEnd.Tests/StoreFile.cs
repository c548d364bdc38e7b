using System.Globalization;
using Microsoft.Data.Sqlite;

namespace AdaSapSweep.EndToEnd.Tests;

/// <summary>Reads a store as a person would: with SQL.</summary>
internal static class StoreFile
{
    /// <summary>Every number that must not differ between two runs, one line each, exact to the last bit.</summary>
    public static IReadOnlyList<string> Numbers(string path) =>
    [
        .. Query(path, "SELECT stage_key, name, value, value_kind, rejection FROM measurements WHERE is_timing = 0 ORDER BY stage_key, name"),
        .. Query(path, "SELECT stage_key, name, epoch, value, value_kind FROM epoch_metrics ORDER BY stage_key, name, epoch"),
        .. Query(path, "SELECT stage_key, sha256 FROM artifacts ORDER BY stage_key"),
    ];

    /// <summary>Batches that the attempt which succeeded worked on itself, a line a stage: fewer than the stage has when it went on from another one's checkpoint.</summary>
    public static IReadOnlyList<string> Steps(string path) =>
        Query(path, "SELECT stage_key, json_extract(provenance, '$.steps') FROM attempts WHERE state = 'succeeded' ORDER BY stage_key");

    /// <summary>Stages that have not succeeded, or not just once.</summary>
    public static long NotDoneOnce(string path) => Count(path, """
        SELECT COUNT(*) FROM stages
        WHERE state <> 'succeeded' OR (SELECT COUNT(*) FROM attempts WHERE stage_key = key AND attempts.state = 'succeeded') <> 1
        """);

    public static long Count(string path, string sql) => long.Parse(Query(path, sql).Single(), CultureInfo.InvariantCulture);

    /// <summary>Rows of a table or a part of it; 0 while the store is just being made.</summary>
    public static long CountOf(string path, string what)
    {
        try
        {
            return File.Exists(path) ? Count(path, $"SELECT COUNT(*) FROM {what}") : 0;
        }
        catch (SqliteException)
        {
            return 0;
        }
    }

    public static IReadOnlyList<string> Query(string path, string sql)
    {
        SQLitePCL.Batteries_V2.Init();
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var lines = new List<string>();
        while (reader.Read())
            lines.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i) is double d ? d.ToString("R", CultureInfo.InvariantCulture) : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))));
        return lines;
    }
}
