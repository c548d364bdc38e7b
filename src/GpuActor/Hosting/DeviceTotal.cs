using System.Globalization;
using AdaSapSweep.GpuActor.Running;
using AdaSapSweep.Shared.Protocol;

namespace AdaSapSweep.GpuActor.Hosting;

/// <summary>What memory the device of a slot has in all.</summary>
internal static class DeviceTotal
{
    private const string Query = "--query-gpu=uuid,memory.total";

    /// <param name="device"><c>cpu</c> or <c>cuda:N</c>, as this process sees it.</param>
    /// <param name="visible">CUDA_VISIBLE_DEVICES.</param>
    /// <returns>Null where the driver's tool does not tell.</returns>
    public static DeviceMemory? Of(string device, string? visible, string tool = NvidiaSmi.Tool) => device == "cpu"
        // What a control group allows, if there is one, and else what the machine has.
        ? new($"{Environment.MachineName}/cpu", OnGpu: false, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)
        : NvidiaSmi.Ask(Query, device, visible, tool) is { } answer ? Parse(answer) : null;

    /// <param name="answer">One line: id, MiB.</param>
    internal static DeviceMemory? Parse(string answer) =>
        answer.Split(',', StringSplitOptions.TrimEntries) is [{ Length: > 0 } id, var mebibytes] && long.TryParse(mebibytes, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
            ? new(id, OnGpu: true, count * NvidiaSmi.Mebibyte)
            : null;
}
