using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using AdaSapSweep.Shared.LocalSlots;

namespace AdaSapSweep.GpuActor.Running;

/// <summary>Memory and utilisation of one GPU, all its processes together, as the driver's tool tells them: TorchSharp has no call for either.</summary>
/// <param name="MemoryBytes">In use.</param>
/// <param name="Utilization">Share of the last moment in which something ran, in [0, 1].</param>
internal readonly record struct GpuReading(long MemoryBytes, double Utilization)
{
    private const string Tool = "nvidia-smi";
    private const long Mebibyte = 1 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <param name="device"><c>cuda:N</c>.</param>
    /// <param name="visible">CUDA_VISIBLE_DEVICES, which N counts within; null: it counts all.</param>
    /// <returns>Null where there is no such tool, or it does not answer in time.</returns>
    public static GpuReading? Of(string device, string? visible, string tool = Tool)
    {
        if (VisibleGpu.IdOf(device, visible) is not { } id) return null;
        var info = new ProcessStartInfo(tool, ["--query-gpu=memory.used,utilization.gpu", "--format=csv,noheader,nounits", "-i", id]) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(info)!;
            // A line or two fit into the pipe, so nobody needs to read them before the end.
            if (process.WaitForExit(Patience)) return process.ExitCode == 0 ? Parse(process.StandardOutput.ReadToEnd()) : null;
            process.Kill();
            return null;
        }
        catch (Exception error) when (error is Win32Exception or InvalidOperationException)
        {
            return null;
        }
    }

    /// <param name="answer">One line: MiB, percent.</param>
    internal static GpuReading? Parse(string answer)
    {
        var fields = answer.Split(',', StringSplitOptions.TrimEntries);
        return fields.Length == 2 && long.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out var memory)
            && double.TryParse(fields[1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
            ? new(memory * Mebibyte, percent / 100)
            : null;
    }
}
