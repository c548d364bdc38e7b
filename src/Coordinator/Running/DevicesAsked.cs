using System.Globalization;

namespace AdaSapSweep.Coordinator.Running;

/// <summary>What a command line asks for in place of the settings; null: as set.</summary>
/// <param name="Slots">On the CPU.</param>
/// <param name="Devices">As <c>cuda:0,cuda:1</c>.</param>
/// <param name="PerDevice">Slots that each of them stands for, or <see cref="Auto"/>.</param>
/// <param name="Threads">Of each slot.</param>
internal sealed record DevicesAsked(int? Slots = null, string? Devices = null, string? PerDevice = null, int? Threads = null)
{
    public const string Auto = "auto";

    private const int Most = 256;

    /// <returns>Whether the text can be a <see cref="PerDevice"/>.</returns>
    public static bool IsPerDevice(string text) => text == Auto || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= Most);

    /// <returns>Null for <see cref="Auto"/>.</returns>
    public static int? PerDeviceOf(string text) => text == Auto ? null : int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
