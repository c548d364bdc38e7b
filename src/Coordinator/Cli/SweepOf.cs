using AdaSapSweep.Shared.Store;
using AdaSapSweep.Shared.Store.Results;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary>Finds the sweep that a verb is about.</summary>
internal static class SweepOf
{
    /// <exception cref="UsageException">There is no sweep of that name, or none at all.</exception>
    public static SweepRow Find(StoreReader store, string? name)
    {
        if (store.Query.FindSweep(name) is { } found) return found;
        var names = store.Query.Sweeps().Select(s => s.Name).ToList();
        throw new UsageException(names.Count == 0
            ? "adasap: the store holds no sweep yet; 'adasap run FILE' makes one"
            : $"adasap: --sweep: there is no sweep '{name}' in the store; there are {string.Join(", ", names)}");
    }
}
