using System.Runtime.InteropServices;
using AdaSapSweep.Shared.Telemetry;
using Akka.Actor;

namespace AdaSapSweep.Coordinator.Diagnosing.Checks;

/// <summary>Which package set this program was built with; and whether its Akka.NET is safe to use with TLS.</summary>
internal sealed class PackagesCheck : ICheck
{
    private const string Bundled = "AdaSapSweep.Bundled.";
    private const string Tls = "akka.remote.dot-netty.tcp.enable-ssl";

    /// <summary>Earlier ones ask nobody who connects for a certificate (CVE-2025-61778).</summary>
    private static readonly Version SafeWithTls = new(1, 5, 56);

    public string Name => "packages";

    /// <summary>The stand-ins talk on one machine only.</summary>
    public static bool IsBundled => AkkaAssembly.Name!.StartsWith(Bundled, StringComparison.Ordinal);

    private static System.Reflection.AssemblyName AkkaAssembly => typeof(ActorSystem).Assembly.GetName();

    public Task<IReadOnlyList<Finding>> LookAsync(Machine machine, CancellationToken stop) => Task.FromResult<IReadOnlyList<Finding>>([.. Look(machine)]);

    private static IEnumerable<Finding> Look(Machine machine)
    {
        yield return Finding.Ok($"AdaSapSweep {TelemetryHost.Version}, package set {(IsBundled ? "bundled" : "upstream")} ({AkkaAssembly.Name} {AkkaAssembly.Version}), {RuntimeInformation.FrameworkDescription}");
        if (!IsBundled && AkkaAssembly.Version < SafeWithTls && machine.Settings?.Config.GetBoolean(Tls, false) == true)
            yield return Finding.Problem($"Akka.NET {AkkaAssembly.Version} lets everybody connect in spite of TLS (CVE-2025-61778)", $"export AkkaVersion={SafeWithTls} && ./adasap setup");
    }
}
