using System.Globalization;
using AdaSapSweep.Coordinator.Actors;
using AdaSapSweep.Coordinator.Cli;
using AdaSapSweep.Coordinator.Processes;
using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Shared.Configuration;
using Akka.Configuration;

namespace AdaSapSweep.Coordinator.Running;

/// <summary>Everything in hocon/coordinator.conf that a run needs, with the flags on top.</summary>
internal sealed record RunSettings(
    Config Config,
    IReadOnlyList<LocalSlot> Slots,
    int Threads,
    SchedulingPolicy Scheduling,
    RestartPolicy Restarts,
    StoreRetries StoreRetries,
    TimeSpan RivalTimeout,
    TimeSpan TickInterval,
    TimeSpan RequestInterval,
    TimeSpan CommitTimeout,
    TimeSpan DrainTimeout,
    TimeSpan ProgressInterval)
{
    public const string Section = "adasap.coordinator";

    /// <summary>Where a coordinator that others are to reach listens, when the settings leave it open.</summary>
    public const int DefaultPort = 4053;

    /// <summary>The program that is started for each slot; null for the product's own.</summary>
    public string? GpuActorExecutable { get; init; }

    private const int MostAttempts = 10_000;
    private const int MostOutOfMemory = 16;
    private const int MostSlots = 256;

    /// <exception cref="HoconFileException">A value is missing or out of range.</exception>
    /// <exception cref="UsageException">The devices asked for cannot be.</exception>
    public static RunSettings Read(HoconSettings settings, DevicesAsked asked)
    {
        var own = settings.Section(Section);
        return Read(settings.All, own, asked);
    }

    internal static RunSettings Read(Config all, SettingsSection own, DevicesAsked asked)
    {
        var threads = asked.Threads ?? own.Count("threads-per-slot", 1, 1024);
        var perDevice = own.CountOr(DevicesAsked.Auto, "slots-per-device", 1, MostSlots);
        if (asked.PerDevice is { } text) perDevice = DevicesAsked.PerDeviceOf(text);
        var most = own.Count("most-slots-per-device", 1, MostSlots);
        return new(
            all,
            Devices(asked, perDevice, most, threads, own),
            threads,
            Limits(own) with { MeasureFirst = perDevice is null && asked.Slots is null },
            new(
                own.Duration("restart-delay"), own.Count("max-restarts", 0, MostAttempts), own.Duration("healthy-after"),
                own.Duration("look-interval"), own.Duration("stop-timeout")),
            new(own.Duration("store-retry-interval"), own.Count("max-store-retries", 0, MostAttempts)),
            own.Duration("rival-timeout"),
            own.Duration("tick-interval"),
            own.Duration("request-interval"),
            own.Duration("commit-timeout"),
            own.Duration("drain-timeout"),
            own.Duration("progress-interval"));
    }

    /// <summary>The same without slots on this machine, listening where others reach it.</summary>
    /// <param name="port">Null: that of the settings, or 4053 when they leave it open.</param>
    public RunSettings Apart(string? host, int? port)
    {
        var asked = port ?? (Config.GetInt("akka.remote.dot-netty.tcp.port") is var set and > 0 ? set : DefaultPort);
        var place = string.Create(CultureInfo.InvariantCulture, $"akka.remote.dot-netty.tcp {{ port = {asked}{(host is null ? "" : $", hostname = \"{host}\"")} }}");
        return this with { Slots = [], Config = ConfigurationFactory.ParseString(place).WithFallback(Config) };
    }

    private static SchedulingPolicy Limits(SettingsSection own) => new()
    {
        LeaseLength = own.Duration("lease-length"),
        AdoptionGrace = own.Duration("adoption-grace"),
        ProgressDeadline = own.Duration("progress-deadline"),
        MaxCrashes = own.Count("max-crashes", 1, MostAttempts),
        MaxOutOfMemory = own.Count("max-out-of-memory", 1, MostOutOfMemory),
        MaxLosses = own.Count("max-losses", 1, MostAttempts),
        RetryDelay = own.Duration("retry-delay"),
        PrefetchLead = own.Duration("prefetch-lead"),
        DeviceMemoryShare = own.Share("device-memory-share"),
    };

    /// <param name="perDevice">Slots that an entry stands for; null: as many as <paramref name="most"/> and the processors allow.</param>
    private static List<LocalSlot> Devices(DevicesAsked asked, int? perDevice, int most, int threads, SettingsSection own)
    {
        if (asked is { Slots: not null, Devices: not null }) throw new UsageException("adasap: --slots and --devices exclude each other");
        if (asked is { Slots: not null, PerDevice: not null }) throw new UsageException("adasap: --slots and --per-device exclude each other");
        IEnumerable<string> names = asked.Slots is { } count ? Enumerable.Repeat("cpu", count)
            : asked.Devices?.Split(',', StringSplitOptions.TrimEntries) ?? own.Words("devices");
        if (asked.Slots is null)
        {
            var processors = Math.Max(1, Environment.ProcessorCount / threads);
            names = perDevice is { } each
                ? names.SelectMany(name => Enumerable.Repeat(name, each))
                : names.Distinct(StringComparer.Ordinal).SelectMany(name => Enumerable.Repeat(name, name == "cpu" ? Math.Min(most, processors) : most));
        }

        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var result = new List<LocalSlot>();
        foreach (var device in names)
        {
            if (device != "cpu" && !(device.StartsWith("cuda:", StringComparison.Ordinal) && uint.TryParse(device.AsSpan(5), CultureInfo.InvariantCulture, out _)))
                throw new UsageException($"adasap: '{device}' is no device; expected cpu or cuda:N");
            var number = numbers[device] = numbers.GetValueOrDefault(device) + 1;
            if (result.Count == MostSlots) throw new UsageException($"adasap: at most {MostSlots} devices can be given");
            result.Add(new(new(string.Create(CultureInfo.InvariantCulture, $"{device}/{number}")), device));
        }
        return result.Count > 0 ? result : throw new UsageException("adasap: no devices are given, in --devices or adasap.coordinator.devices");
    }
}
