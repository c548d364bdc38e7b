using System.Diagnostics;
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
            return process.HasExited ? null : id;
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }
}
