using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace AdaSapSweep.Shared.Store.Sqlite;

/// <summary>One connection with its prepared statements; parameters are $1, $2, ... in the order given. Not safe for concurrent use.</summary>
internal sealed class SqlSession(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _queries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PreparedStatement> _statements = new(StringComparer.Ordinal);

    /// <summary>For a statement without rows. Rows changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<object?> values)
    {
        if (!_statements.TryGetValue(sql, out var statement)) _statements.Add(sql, statement = new(connection, sql));
        return statement.Run(values);
    }

    /// <exception cref="StoreRefusedException">The file is damaged.</exception>
    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        var rows = new List<T>();
        Each(sql, row => rows.Add(read(row)), values);
        return rows;
    }

    /// <summary>Row by row, for results that are not worth keeping.</summary>
    /// <exception cref="StoreRefusedException">The file is damaged.</exception>
    public void Each(string sql, Action<SqliteDataReader> use, params ReadOnlySpan<object?> values)
    {
        try
        {
            using var reader = Prepare(sql, values).ExecuteReader();
            while (reader.Read()) use(reader);
        }
        catch (SqliteException error) when (StoreProbe.IsDamage(error))
        {
            throw StoreProbe.Refusal(connection.DataSource, error);
        }
    }

    /// <summary>Pages that this connection has written so far.</summary>
    public int PagesWritten
    {
        get
        {
            _ = raw.sqlite3_db_status(connection.Handle, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, 0);
            return pages;
        }
    }

    /// <summary>The first column of the only row.</summary>
    public T Scalar<T>(string sql, params ReadOnlySpan<object?> values) => Query(sql, row => row.GetFieldValue<T>(0), values).Single();

    /// <summary>For a script of several statements that runs once.</summary>
    public void Script(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>All of it or nothing; the write lock is taken at once, so that no later statement finds the file locked.</summary>
    public T InTransaction<T>(Func<T> work) => Enclosed("BEGIN IMMEDIATE", work);

    /// <summary>Several queries over one and the same state.</summary>
    public T InSnapshot<T>(Func<T> read) => Enclosed("BEGIN DEFERRED", read);

    public void Dispose()
    {
        foreach (var statement in _statements.Values) statement.Dispose();
        foreach (var command in _queries.Values) command.Dispose();
        connection.Dispose();
    }

    private T Enclosed<T>(string begin, Func<T> work)
    {
        Execute(begin);
        try
        {
            var result = work();
            Execute("COMMIT");
            return result;
        }
        catch
        {
            Rollback();
            throw;
        }
    }

    private void Rollback()
    {
        try
        {
            Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // A full disk has rolled back already; the first error is the one to tell.
        }
    }

    private SqliteCommand Prepare(string sql, ReadOnlySpan<object?> values)
    {
        if (!_queries.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 0; i < values.Length; i++) command.Parameters.Add(new SqliteParameter($"${i + 1}", null));
            _queries.Add(sql, command);
        }

        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }
}
