using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace AdaSapSweep.Shared.Store.Sqlite;

/// <summary>A statement without rows, run by SQLite's own functions: for writes as small as a store's, a command object costs more than SQLite does.</summary>
internal sealed class PreparedStatement : IDisposable
{
    private readonly sqlite3 _connection;
    private readonly sqlite3_stmt _statement;

    /// <summary>Where $1, $2, ... lie: SQLite takes them for names, and numbers them as they appear in the text.</summary>
    private readonly int[] _indexes;

    public PreparedStatement(SqliteConnection connection, string sql)
    {
        _connection = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(_connection, sql, out _statement));
        _indexes = [.. Enumerable.Range(1, raw.sqlite3_bind_parameter_count(_statement)).Select(i => raw.sqlite3_bind_parameter_index(_statement, FormattableString.Invariant($"${i}")))];
    }

    /// <returns>Rows changed; without meaning for a statement that changes none.</returns>
    /// <exception cref="SqliteException">Nothing was changed.</exception>
    public int Run(ReadOnlySpan<object?> values)
    {
        try
        {
            for (var i = 0; i < values.Length; i++) Check(Bind(_indexes[i], values[i]));
            var result = raw.sqlite3_step(_statement);
            if (result != raw.SQLITE_DONE) Check(result);
            return raw.sqlite3_changes(_connection);
        }
        finally
        {
            // Its code repeats the step's.
            _ = raw.sqlite3_reset(_statement);
        }
    }

    public void Dispose() => _statement.Dispose();

    private int Bind(int index, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(_statement, index),
        string text => raw.sqlite3_bind_text(_statement, index, text),
        int number => raw.sqlite3_bind_int64(_statement, index, number),
        long number => raw.sqlite3_bind_int64(_statement, index, number),
        double number => raw.sqlite3_bind_double(_statement, index, number),
        _ => throw new ArgumentOutOfRangeException(nameof(value), value.GetType().Name, "has no form in SQLite"),
    };

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _connection);
}
