using AdaSapSweep.GpuActor.Actors;
using AdaSapSweep.GpuActor.Line;
using AdaSapSweep.Shared.Configuration;
using AdaSapSweep.Shared.LocalSlots;
using Akka.Configuration;

namespace AdaSapSweep.GpuActor.Hosting;

/// <summary>Everything in hocon/gpu-actor.conf, with the flags on top.</summary>
/// <param name="Actors">For the actor systems.</param>
/// <param name="Find">Where the coordinator is at the moment; null when nobody knows.</param>
internal sealed record HostSettings(Config Actors, GpuActorSettings GpuActor, LineSettings Line, Func<CoordinatorAddress?> Find, int MaxRestarts)
{
    public const string Section = "adasap.gpu-actor";

    /// <exception cref="HoconFileException">A value is missing or out of range.</exception>
    public static HostSettings Read(GpuActorOptions options)
    {
        var loaded = HoconFiles.Load("gpu-actor.conf", options.ConfigFile);
        return Read(options, loaded.All, loaded.Section(Section));
    }

    internal static HostSettings Read(GpuActorOptions options, Config all, SettingsSection own)
    {
        var gpuActor = GpuActorSettings.Read(own, options.Slot, options.Device);
        return new(
            options.Host is { } host ? ConfigurationFactory.ParseString($"akka.remote.dot-netty.tcp.hostname = \"{host}\"").WithFallback(all) : all,
            gpuActor with
            {
                Artifacts = Full(options.Artifacts),
                DataFolder = Full(options.DataFolder),
                Linger = options.Linger ?? (options.IsLocal ? gpuActor.Linger : null),
            },
            new(own.Duration("look-interval"), own.Duration("silence-timeout"), own.Duration("longest-silence")),
            FindBy(options),
            own.Count("max-restarts", 0, 1000));
    }

    private static string? Full(string? path) => path is null ? null : Path.GetFullPath(path);

    private static Func<CoordinatorAddress?> FindBy(GpuActorOptions options)
    {
        if (options.Coordinator is { } address)
        {
            var known = new CoordinatorAddress(address, Guid.Empty);
            return () => known;
        }
        var path = CoordinatorAddress.PathOf(options.StorePath);
        return () => CoordinatorAddress.Read(path);
    }
}
