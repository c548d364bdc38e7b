namespace AdaSapSweep.Coordinator.Diagnosing.Checks;

/// <summary>What instructions the processor has, as the kernel of Linux names them for x86.</summary>
internal static class ProcessorFlags
{
    private const string Source = "/proc/cpuinfo";

    private static readonly string[] ForBFloat16 = ["avx512_bf16", "amx_bf16"];

    /// <returns>Whether it computes in bfloat16 by instructions of its own; null where the system does not say.</returns>
    public static bool? HasBFloat16() => File.Exists(Source) ? HasBFloat16(File.ReadLines(Source)) : null;

    /// <param name="lines">Of /proc/cpuinfo.</param>
    public static bool? HasBFloat16(IEnumerable<string> lines) =>
        lines.FirstOrDefault(line => line.StartsWith("flags", StringComparison.Ordinal))?.Split(' ', '\t', ':').Intersect(ForBFloat16).Any();
}
