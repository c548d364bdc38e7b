using System.ComponentModel;
using System.Diagnostics;
using AdaSapSweep.Shared.LocalSlots;

namespace AdaSapSweep.GpuActor.Running;

/// <summary>The driver's tool: TorchSharp has no call for what a GPU's memory holds.</summary>
internal static class NvidiaSmi
{
    public const string Tool = "nvidia-smi";
    public const long Mebibyte = 1 << 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <param name="query">As <c>--query-gpu=memory.used</c>; answered with a line of numbers without units, or a few.</param>
    /// <param name="device"><c>cuda:N</c>.</param>
    /// <param name="visible">CUDA_VISIBLE_DEVICES, which N counts within; null: it counts all.</param>
    /// <returns>Null where there is no such tool, or it does not answer in time.</returns>
    public static string? Ask(string query, string device, string? visible, string tool = Tool)
    {
        if (VisibleGpu.IdOf(device, visible) is not { } id) return null;
        var info = new ProcessStartInfo(tool, [query, "--format=csv,noheader,nounits", "-i", id]) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(info)!;
            // A few lines fit into the pipe, so nobody needs to read them before the end.
            if (process.WaitForExit(Patience)) return process.ExitCode == 0 ? process.StandardOutput.ReadToEnd() : null;
            process.Kill();
            return null;
        }
        catch (Exception error) when (error is Win32Exception or InvalidOperationException)
        {
            return null;
        }
    }
}
