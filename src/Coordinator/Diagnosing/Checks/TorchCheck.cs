using System.Globalization;
using AdaSapSweep.Shared.LocalSlots;

namespace AdaSapSweep.Coordinator.Diagnosing.Checks;

/// <summary>LibTorch loads and computes on every device that is wanted; GPUs that are there are wanted.</summary>
internal sealed class TorchCheck(Func<bool> hasDriver) : ICheck
{
    private const string Visible = "CUDA_VISIBLE_DEVICES";
    private const string CpuPackage = "TorchSharp";

    public string Name => "devices";

    public async Task<IReadOnlyList<Finding>> LookAsync(Machine machine, CancellationToken stop)
    {
        try
        {
            return [.. Of(await machine.Torch.Value, machine)];
        }
        catch (NoAnswerException error)
        {
            return [Finding.Problem(error.Message, "./adasap setup")];
        }
    }

    private IEnumerable<Finding> Of(TorchReport report, Machine machine)
    {
        var library = $"{report.Package}{(report.LibTorch is { } file ? $" over {file}" : "")}";
        foreach (var device in report.Devices)
        {
            if (device.Problem is not { } problem) yield return Finding.Ok($"{device.Device} computes, by {library}");
            else if (device.Device == "cpu") yield return Finding.Problem($"{library} does not compute on the CPU: {problem}", "./adasap setup");
            else yield return CudaProblem(device.Device, problem, report, machine);
        }

        if (machine.Devices.Any(IsCuda)) yield break;
        if (report.CudaDevices > 0) yield return Finding.Warning($"GPUs that nobody uses: {report.CudaDevices}", $"adasap run SWEEP --devices {AllOf(report.CudaDevices)}");
        else if (hasDriver()) yield return Without("there is an NVIDIA driver, but ", Finding.Warning, report, machine);
    }

    private Finding CudaProblem(string device, string problem, TorchReport report, Machine machine)
    {
        if (report.CudaDevices > 0)
        {
            var number = int.Parse(device.AsSpan("cuda:".Length), CultureInfo.InvariantCulture);
            return number >= report.CudaDevices
                ? Finding.Problem($"{device} is asked for, and LibTorch sees {AllOf(report.CudaDevices)} alone", $"adasap run SWEEP --devices {AllOf(report.CudaDevices)}")
                : Finding.Problem($"{device} does not compute: {problem}", "nvidia-smi");
        }

        var asked = $"{device} is asked for, but ";
        if (!hasDriver()) return Finding.Problem($"{asked}no NVIDIA driver is here", "install the driver, and start a container with --gpus all, until 'nvidia-smi -L' lists the GPU; or: adasap run SWEEP --slots 2");
        return Without(asked, Finding.Problem, report, machine);
    }

    /// <summary>There is a driver, and LibTorch sees no GPU all the same.</summary>
    private static Finding Without(string begin, Func<string, string, Finding> finding, TorchReport report, Machine machine)
    {
        if (machine.Environment.TryGetValue(Visible, out var visible) && visible.Trim() is "" or "-1") return finding($"{begin}{Visible}='{visible}' hides every GPU", $"unset {Visible}");
        return report.Package.StartsWith(CpuPackage, StringComparison.Ordinal)
            ? finding($"{begin}LibTorch sees no GPU; it may be the one for the CPU", "./adasap setup --package-set upstream --torch-backend cuda")
            : finding($"{begin}{report.LibTorch ?? "LibTorch"} sees no GPU; it may be built without CUDA", "LIBTORCH=/path/to/libtorch-with-cuda ./adasap setup --package-set bundled");
    }

    private static bool IsCuda(string device) => device.StartsWith("cuda", StringComparison.Ordinal);

    private static string AllOf(int count) => string.Join(',', Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"cuda:{i}")));
}
