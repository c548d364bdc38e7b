using AdaSapSweep.Shared.Store;
using AdaSapSweep.Shared.Store.Results;
using AdaSapSweep.Shared.SweepFiles.Checking;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary>Finds the sweep that a verb is about.</summary>
internal static class SweepOf
{
    private const int MostNames = 20;

    /// <param name="where">Where the name stands, for the message.</param>
    /// <exception cref="UsageException">There is no sweep of that name, or none at all.</exception>
    public static SweepRow Find(StoreReader store, string? name, string where = "--sweep")
    {
        if (store.Query.FindSweep(name) is { } found) return found;
        var names = store.Query.Sweeps().Select(s => s.Name).ToList();
        if (names.Count == 0) throw new UsageException("adasap: the store holds no sweep yet; 'adasap run SWEEP' makes one, 'adasap init' writes a file to begin with");
        var hint = NearestWord.Of(name!, names) is { } meant ? $"did you mean '{meant}'?"
            : $"there are {string.Join(", ", names.Take(MostNames))}{(names.Count > MostNames ? ", ..." : "")}";
        throw new UsageException($"adasap: {where}: there is no sweep '{name}' in the store; {hint}");
    }
}
