using AdaSapSweep.Coordinator.Diagnosing;
using AdaSapSweep.Coordinator.Running;
using AdaSapSweep.Shared.Configuration;
using AdaSapSweep.Shared.LocalSlots;
using Akka.Configuration;

namespace AdaSapSweep.Coordinator.Tests.Diagnosing;

/// <summary>Machines to look over.</summary>
internal static class Machines
{
    public static readonly TorchReport Healthy = new("AdaSapSweep.Bundled.TorchSharp 0.1.0.0", "/usr/lib/libtorch_cpu.so", 0, [new("cpu", null)], null);

    public static Machine With(
        string store = "/tmp/store.db", TorchReport? torch = null, int? slots = null, string? devices = null, int? threads = null, string? hocon = null,
        IReadOnlyDictionary<string, string>? environment = null, SweepChoice? sweep = null, TimeProvider? clock = null)
    {
        var settings = RunSettings.Read(HoconFiles.Load("coordinator.conf", null), new(slots, devices, null, threads));
        if (hocon is not null) settings = settings with { Config = ConfigurationFactory.ParseString(hocon).WithFallback(settings.Config) };
        return new(store, sweep, settings, null, new(() => Task.FromResult(torch ?? Healthy)), environment ?? new Dictionary<string, string>(), clock ?? TimeProvider.System);
    }

    public static Machine WithoutAnswer => With() with { Torch = new(() => Task.FromException<TorchReport>(new NoAnswerException("it ended with exit code 134"))) };

    public static async Task<IReadOnlyList<Finding>> Look(this ICheck check, Machine machine) => await check.LookAsync(machine, Xunit.TestContext.Current.CancellationToken);
}
