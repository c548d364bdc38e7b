using AdaSapSweep.Shared.LocalSlots;
using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.GpuActor.Hosting;

/// <summary>The command line of a GPU actor process.</summary>
/// <param name="Coordinator">Address of the coordinator's actor system; null for a process of the coordinator's own machine, which finds it beside the store.</param>
/// <param name="Device"><c>cpu</c> or <c>cuda:N</c>.</param>
/// <param name="Artifacts">Where the artifact folder lies here; null: under the coordinator's path.</param>
/// <param name="DataFolder">Where the data set's files lie here; null: under the coordinator's path.</param>
/// <param name="LogFile">Takes standard output and standard error; null: they stay as they are.</param>
/// <param name="Linger">Overrides the setting; null: as set for a local process, for ever for another.</param>
internal sealed record GpuActorOptions(
    string? Coordinator,
    SlotId Slot,
    string Device,
    int Threads,
    string? ConfigFile,
    string StorePath,
    string? Artifacts,
    string? DataFolder,
    string? LogFile,
    TimeSpan? Linger)
{
    public bool IsLocal => Coordinator is null;

    /// <summary>Name or address at which the coordinator reaches this machine; null: as set.</summary>
    public string? Host { get; init; }

    /// <summary>The device is the one GPU that this process sees.</summary>
    public bool IsPinned { get; init; }

    /// <summary>What LibTorch calls the device.</summary>
    public string TorchDevice => IsPinned ? VisibleGpu.Only : Device;

    /// <summary>Whoever started it looks after it, and gets the terminal's signals.</summary>
    public bool IsSupervised => IsLocal || LogFile is not null;
}
