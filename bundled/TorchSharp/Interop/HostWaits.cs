namespace TorchSharp.Interop;

/// <summary>
/// Counts, a thread, what makes the host wait for a device: operators whose result or whose shape it must know, and reads of a tensor's memory. On a CPU too,
/// where nothing waits, so that a test can hold code to none without a GPU.
/// </summary>
internal static class HostWaits
{
    private static readonly HashSet<string> Waiting = new(StringComparer.Ordinal)
    {
        "aten::item", "aten::equal", "aten::allclose", "aten::nonzero", "aten::masked_select", "aten::repeat_interleave", "aten::unique_dim", "aten::_unique2", "aten::bincount",
    };

    [ThreadStatic]
    private static long _count;

    public static long Count => _count;

    public static bool IsOne(string name) => Waiting.Contains(name);

    public static void Add() => _count++;
}
