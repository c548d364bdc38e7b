using AdaSapSweep.Shared.Configuration;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;
using AdaSapSweep.Training;

namespace AdaSapSweep.GpuActor.Actors;

/// <summary>What a GPU actor is, and its intervals.</summary>
internal sealed record GpuActorSettings
{
    private const int MostMebibytes = 100_000_000;

    public required SlotId Slot { get; init; }

    /// <summary><c>cpu</c> or <c>cuda:N</c>.</summary>
    public required string Device { get; init; }

    /// <summary>Where the artifact folder lies here; null: under the coordinator's path.</summary>
    public string? Artifacts { get; init; }

    /// <summary>Where the data set's files lie here; null: under the coordinator's path.</summary>
    public string? DataFolder { get; init; }

    public required TimeSpan ResendInterval { get; init; }

    public required TimeSpan ProgressInterval { get; init; }

    /// <summary>What a stage has to stop after a cancel, before the process is ended.</summary>
    public required TimeSpan CancelTimeout { get; init; }

    /// <summary>What a process that is told to end has for the running stage and its report.</summary>
    public required TimeSpan DrainTimeout { get; init; }

    /// <summary>Nothing was heard for so long: there is no coordinator.</summary>
    public required TimeSpan SilenceTimeout { get; init; }

    /// <summary>How long to wait for a coordinator with nothing to do; null for ever.</summary>
    public required TimeSpan? Linger { get; init; }

    /// <summary>Bytes; see <see cref="Running.MemoryWatch"/>.</summary>
    public required long RecycleGrowth { get; init; }

    public required FastPaths FastPaths { get; init; }

    /// <summary>The memory that the device has; null where nobody tells.</summary>
    public DeviceMemory? Memory { get; init; }

    /// <exception cref="HoconFileException">A value is missing or out of range.</exception>
    public static GpuActorSettings Read(SettingsSection own, SlotId slot, string device) => new()
    {
        Slot = slot,
        Device = device,
        ResendInterval = own.Duration("resend-interval"),
        ProgressInterval = own.Duration("progress-interval"),
        CancelTimeout = own.Duration("cancel-timeout"),
        DrainTimeout = own.Duration("drain-timeout"),
        SilenceTimeout = own.Duration("silence-timeout"),
        Linger = own.Duration("linger"),
        RecycleGrowth = own.Count("recycle-growth", 1, MostMebibytes) * 1024L * 1024,
        FastPaths = FastPathsOf(own, device),
    };

    private static FastPaths FastPathsOf(SettingsSection own, string device)
    {
        var (cpu, cuda) = (own.Switch("fast-paths.channels-last-on-cpu"), own.Switch("fast-paths.channels-last-on-cuda"));
        return new()
        {
            ChannelsLast = device == "cpu" ? cpu : cuda,
            FoldBatchNorm = own.Switch("fast-paths.fold-batch-norm"),
            CacheSlices = own.Switch("fast-paths.cache-slices"),
            GroupedUpdates = own.Switch("fast-paths.grouped-updates"),
        };
    }
}
