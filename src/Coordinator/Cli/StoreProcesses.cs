using System.Globalization;
using AdaSapSweep.Shared.LocalSlots;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary>Who works on a store at the moment, on this machine.</summary>
/// <param name="Coordinator">Its process id; null when none runs.</param>
/// <param name="OpenRequests">Requests for the sweep that nobody has answered.</param>
internal sealed record StoreProcesses(int? Coordinator, IReadOnlyList<SlotFacts> GpuActors, int OpenRequests)
{
    public IEnumerable<string> Lines()
    {
        yield return Coordinator is { } id ? string.Create(CultureInfo.InvariantCulture, $"a coordinator runs: process {id}") : "no coordinator runs";
        if (GpuActors.Count > 0)
            yield return $"GPU actors: {string.Join(", ", GpuActors.Select(a => string.Create(CultureInfo.InvariantCulture, $"{a.Slot} (process {a.ProcessId})")))}";
        if (OpenRequests > 0)
            yield return string.Create(CultureInfo.InvariantCulture, $"{OpenRequests} {(OpenRequests == 1 ? "request waits" : "requests wait")} for the coordinator's answer");
    }
}
