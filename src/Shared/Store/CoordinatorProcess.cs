using System.Diagnostics;
using System.Globalization;
using AdaSapSweep.Shared.Store.Sqlite;

namespace AdaSapSweep.Shared.Store;

/// <summary>Tells who has a store, to be shown to people. It leaves the lock alone, which a coordinator may just be taking.</summary>
public static class CoordinatorProcess
{
    /// <summary>The id of the process that has the store; null when none has. What a process left that was killed does not count, unless another one got its id.</summary>
    public static int? Of(string storePath)
    {
        if (CoordinatorLock.HolderOf(Path.GetFullPath(storePath)) is not { } id) return null;
        try
        {
            using var process = Process.GetProcessById(id);
            return process.HasExited || IsDead(id) ? null : id;
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A killed process keeps its id until whoever inherited it asks for its end, which may be never in a container.</summary>
    private static bool IsDead(int id)
    {
        try
        {
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat"));
            return stat[(stat.LastIndexOf(')') + 1)..].TrimStart() is ['Z' or 'X', ..];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
