using System.Globalization;
using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.Coordinator.Diagnosing.Checks;

/// <summary>SQLite works in the store's folder, and the store that is there can be read.</summary>
internal sealed class StoreCheck : ICheck
{
    public string Name => "store";

    public Task<IReadOnlyList<Finding>> LookAsync(Machine machine, CancellationToken stop) => Task.FromResult<IReadOnlyList<Finding>>([Look(machine)]);

    private static Finding Look(Machine machine)
    {
        if (StoreTrial.ProblemIn(machine.NearestFolder) is { } problem)
            return Finding.Problem($"a store does not work in '{machine.NearestFolder}': {problem}", "adasap run SWEEP --store /path/on/a/local/disk/store.db");
        if (!File.Exists(machine.StorePath)) return Finding.Ok($"SQLite with its write-ahead log and locks works in '{machine.NearestFolder}'; '{machine.StorePath}' is not there yet");
        try
        {
            using var reader = StoreReader.Open(machine.StorePath);
            var sweeps = reader.Query.Sweeps().Count;
            var holder = CoordinatorProcess.Of(machine.StorePath) is { } process ? string.Create(CultureInfo.InvariantCulture, $"; process {process} runs a sweep in it now") : "";
            return Finding.Ok($"'{machine.StorePath}' can be read, with {sweeps} sweeps{holder}");
        }
        catch (StoreRefusedException error)
        {
            return Finding.Problem(error.Message, "adasap run SWEEP --store another.db");
        }
    }
}
