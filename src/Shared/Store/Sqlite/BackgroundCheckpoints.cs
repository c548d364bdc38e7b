using Microsoft.Data.Sqlite;

namespace AdaSapSweep.Shared.Store.Sqlite;

/// <summary>
/// Writes the log back into the store's file on a thread of its own. A commit then pays for no more than its own pages: a checkpoint
/// within a commit copies a thousand and waits for the disk twice.
/// </summary>
/// <remarks>SQLite lets a passive checkpoint run beside the writer and beside readers.</remarks>
internal sealed class BackgroundCheckpoints : IDisposable
{
    /// <summary>In pages of the log, here and below.</summary>
    private const int Due = 1000;

    /// <summary>The log starts anew only when all of it is in the file, which beside a busy writer may never happen: then the writer does the rest itself.</summary>
    private const int Overdue = 16_000;

    private readonly SqlSession _session;
    private readonly Action _done;
    private readonly AutoResetEvent _asked = new(initialState: false);
    private readonly Thread _thread;
    private long _seen;
    private volatile bool _ends;
    private volatile int _length;

    /// <param name="done">Called on the thread of the checkpoints after each.</param>
    public BackgroundCheckpoints(string path, TimeSpan busyTimeout, Action done)
    {
        _session = StoreConnections.OpenWriter(path, busyTimeout);
        _done = done;
        _thread = new(Work) { IsBackground = true, Name = "store checkpoints" };
        _thread.Start();
    }

    /// <summary>To be called by the writer, on its own thread, after each commit.</summary>
    public void AfterCommit(SqlSession writer)
    {
        if (_length > Overdue)
        {
            _length = 0;
            Checkpoint(writer);
        }

        var written = writer.PagesWritten;
        if (written - _seen < Due) return;
        _seen = written;
        _asked.Set();
    }

    public void Dispose()
    {
        _ends = true;
        _asked.Set();
        _thread.Join();
        _asked.Dispose();
        _session.Dispose();
    }

    private void Work()
    {
        while (true)
        {
            _asked.WaitOne();
            if (_ends) return;
            _length = Checkpoint(_session);
            _done();
        }
    }

    /// <returns>Pages of a log that is not wholly in the file yet; 0 when it is.</returns>
    private static int Checkpoint(SqlSession session)
    {
        try
        {
            return session.Query("PRAGMA wal_checkpoint(PASSIVE)", row => row.GetInt32(2) < row.GetInt32(1) ? row.GetInt32(1) : 0)[0];
        }
        catch (SqliteException)
        {
            // What is committed is safe in the log; a disk that is full or fails is the next commit's to tell.
            return 0;
        }
    }
}
