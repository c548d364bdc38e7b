namespace AdaSapSweep.ImageSets.Fetching;

/// <summary>What an archive may unpack to.</summary>
internal sealed record ArchiveLimits
{
    /// <summary>Files and folders.</summary>
    public long Entries { get; init; } = 20_000_000;

    public long Bytes { get; init; } = 1L << 40;

    /// <summary>No more than the disk has free: an archive of a few kilobytes may claim any size.</summary>
    public static ArchiveLimits For(string folder) => new() { Bytes = Math.Min(1L << 40, new DriveInfo(folder).AvailableFreeSpace) };
}
