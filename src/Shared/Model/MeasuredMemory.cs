using System.Collections.Immutable;
using System.Globalization;

namespace AdaSapSweep.Shared.Model;

/// <summary>What a stage took of its device's memory at its highest, as the provenance of an attempt says it: bytes, rounded down.</summary>
public static class MeasuredMemory
{
    /// <summary>On a CPU the resident memory of the slot's process while the stage ran, on a GPU that process's share of the device's memory.</summary>
    public const string Fact = "stage_memory_bytes";

    /// <summary>What is larger is no measurement: it comes from another process, and sums of it must stay sums.</summary>
    public const long Most = 1L << 50;

    /// <returns>Null where it was not measured, or is impossible.</returns>
    public static long? Of(ImmutableSortedDictionary<string, string> provenance) =>
        provenance.TryGetValue(Fact, out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && bytes is > 0 and <= Most ? bytes : null;
}
