using System.Globalization;
using System.Text;

namespace AdaSapSweep.Shared.Store.Sqlite;

/// <summary>
/// The right to be a store's one writer: a lock of the operating system on <c>PATH.lock</c>, which the kernel takes back
/// however the process ends. The holder's process id is in <c>PATH.lock.pid</c>, as a locked file cannot be read. The file itself keeps a
/// note from one holder to the next.
/// </summary>
internal sealed class CoordinatorLock : IDisposable
{
    private const int LongestNote = 200;

    private readonly FileStream _lock;
    private readonly string _pidPath;

    private CoordinatorLock(FileStream held, string pidPath)
    {
        _lock = held;
        _pidPath = pidPath;
    }

    /// <exception cref="StoreInUseException">Another coordinator holds it.</exception>
    /// <exception cref="StoreRefusedException">The folder cannot be written.</exception>
    public static CoordinatorLock Take(string storePath)
    {
        var path = storePath + ".lock";
        var pidPath = path + ".pid";
        FileStream? held = null;
        try
        {
            held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(pidPath, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new(held, pidPath);
        }
        catch (IOException error) when (held is null && File.Exists(path))
        {
            var holder = HolderOf(storePath) is { } id ? FormattableString.Invariant($"process {id}") : "its process is starting";
            throw new StoreInUseException(
                $"another coordinator ({holder}) runs on '{storePath}'; wait for it, stop it, or name another file with --store", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            held?.Dispose();
            throw new StoreRefusedException($"'{path}' cannot be written: {error.Message}; check its folder and rights", error);
        }
    }

    /// <summary>What the last holder noted; empty when it did not.</summary>
    public string ReadNote()
    {
        var note = new byte[LongestNote];
        return Encoding.UTF8.GetString(note, 0, RandomAccess.Read(_lock.SafeFileHandle, note, 0));
    }

    /// <summary>A note that cannot be written is none: the next holder does without it.</summary>
    public void WriteNote(string note)
    {
        try
        {
            RandomAccess.SetLength(_lock.SafeFileHandle, 0);
            RandomAccess.Write(_lock.SafeFileHandle, Encoding.UTF8.GetBytes(note), 0);
        }
        catch (IOException)
        {
            // A full disk: the file is empty or cut short, and says nothing.
        }
    }

    public void Dispose()
    {
        // The id goes first: once the lock is free, the file may be another coordinator's.
        File.Delete(_pidPath);
        _lock.Dispose();
    }

    /// <summary>The process id that the last holder left; it may be gone. Null when there is none, or none that can be read.</summary>
    /// <param name="storePath">Absolute.</param>
    public static int? HolderOf(string storePath)
    {
        try
        {
            using var reader = new StreamReader(storePath + ".lock.pid");
            var buffer = new char[20];
            var text = new string(buffer, 0, reader.ReadBlock(buffer));
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0 ? id : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
