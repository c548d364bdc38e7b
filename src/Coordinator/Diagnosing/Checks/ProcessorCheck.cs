using System.Globalization;

namespace AdaSapSweep.Coordinator.Diagnosing.Checks;

/// <summary>Slots on the CPU times their threads, against the cores that this process may use.</summary>
/// <param name="cores">As the system and its control groups allow.</param>
internal sealed class ProcessorCheck(int cores) : ICheck
{
    public string Name => "processor";

    public Task<IReadOnlyList<Finding>> LookAsync(Machine machine, CancellationToken stop) =>
        Task.FromResult<IReadOnlyList<Finding>>(machine.Settings is { } settings ? [Of(settings.Slots.Count(slot => slot.Device == "cpu"), settings.Threads)] : []);

    private Finding Of(int slots, int threads)
    {
        if (slots == 0) return Finding.Ok(string.Create(CultureInfo.InvariantCulture, $"{cores} cores; no slot is on the CPU"));
        var what = string.Create(CultureInfo.InvariantCulture, $"{slots} CPU slots of {(threads == 1 ? "one thread" : $"{threads} threads")} each on {cores} cores");
        if (slots * threads > cores)
            return Finding.Warning($"{what}: they would take turns, and a step takes many times as long", string.Create(CultureInfo.InvariantCulture, $"adasap run SWEEP --slots {Math.Max(1, cores / threads)} --threads {Math.Min(threads, cores)}"));
        return slots * threads * 2 <= cores
            ? Finding.Warning($"{what}: more than half of them stay idle", string.Create(CultureInfo.InvariantCulture, $"adasap run SWEEP --slots {cores / threads} --threads {threads}"))
            : Finding.Ok(what);
    }
}
