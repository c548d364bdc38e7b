using AdaSapSweep.Coordinator.Cli;

namespace AdaSapSweep.Coordinator.Diagnosing.Checks;

/// <summary>Memory for the slots' processes: what a control group allows, and what is free now.</summary>
internal sealed class MemoryCheck(Func<MemoryLimits> read) : ICheck
{
    /// <summary>A process with LibTorch loaded, a small network and its images; what a sweep takes, <c>plan</c> says once a stage of its kind has run.</summary>
    public const long LeastPerSlot = 512L << 20;

    public string Name => "memory";

    public Task<IReadOnlyList<Finding>> LookAsync(Machine machine, CancellationToken stop)
    {
        var memory = read();
        var slots = Math.Max(1, machine.Settings?.Slots.Count ?? 1);
        var usable = Math.Min(memory.Allowed, memory.Free ?? long.MaxValue);
        var limited = memory.Installed is { } installed && memory.Allowed < installed / 100 * 95 ? $", of {ByteSize.Text(installed)} that the machine has: a control group limits it" : "";
        var what = $"{ByteSize.Text(memory.Allowed)}{limited}{(memory.Free is { } free ? $"; {ByteSize.Text(free)} are free" : "")}";
        return Task.FromResult<IReadOnlyList<Finding>>(usable >= slots * LeastPerSlot
            ? [Finding.Ok(what)]
            : [Finding.Warning($"{what}: little for {slots} slots, which take {ByteSize.Text(LeastPerSlot)} each and more with large images", "adasap run SWEEP --slots 1")]);
    }
}
