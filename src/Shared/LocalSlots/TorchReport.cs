using System.Text.Json;

namespace AdaSapSweep.Shared.LocalSlots;

/// <summary>What a GPU actor process says of this machine when it is asked to examine it: the coordinator has no tensors of its own.</summary>
/// <param name="Package">Assembly that the tensors come from, with its version.</param>
/// <param name="LibTorch">File of the native library; null when it was not loaded, or the system does not tell.</param>
/// <param name="CudaDevices">GPUs that LibTorch sees.</param>
/// <param name="Devices">Those that were asked for.</param>
/// <param name="SettingsProblem">What is wrong with the settings files of GPU actors; null: nothing.</param>
public sealed record TorchReport(string Package, string? LibTorch, int CudaDevices, IReadOnlyList<DeviceReport> Devices, string? SettingsProblem)
{
    public string ToJson() => JsonSerializer.Serialize(this);

    /// <exception cref="JsonException">The text is no report.</exception>
    public static TorchReport FromJson(string text) => JsonSerializer.Deserialize<TorchReport>(text) is { Package: not null, Devices: not null } report
        ? report
        : throw new JsonException("no report");
}

/// <summary>Whether a device computes.</summary>
/// <param name="Problem">Null: a small product came out right.</param>
public sealed record DeviceReport(string Device, string? Problem);
