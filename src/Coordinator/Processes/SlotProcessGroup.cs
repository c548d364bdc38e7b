using System.Diagnostics;
using System.Globalization;
using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.Coordinator.Processes;

/// <summary>A slot that this machine offers.</summary>
/// <param name="Device"><c>cpu</c> or <c>cuda:N</c>.</param>
internal sealed record LocalSlot(SlotId Slot, string Device);

/// <summary>How GPU actor processes are started.</summary>
internal sealed record SlotProcessOptions(string Executable, string CoordinatorAddress, int Threads, string? ConfigFile, string StorePath);

/// <summary>
/// The GPU actor processes of this machine. Each reads from a pipe that this process holds open: when this process is gone,
/// however it went, the pipe ends and the GPU actor stops.
/// </summary>
internal sealed class SlotProcessGroup(SlotProcessOptions options) : IDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly List<Process> _running = [];
    private bool _stopped;

    /// <summary>Starts a slot's process. <paramref name="exited"/> is called once, from any thread, with the process id and the exit code, unless the group was stopped before.</summary>
    /// <returns>The process id; null once the group is stopped.</returns>
    /// <exception cref="System.ComponentModel.Win32Exception">The program cannot be started.</exception>
    public int? Start(LocalSlot slot, Action<int, int> exited)
    {
        var process = new Process { StartInfo = StartInfo(slot), EnableRaisingEvents = true };
        lock (_gate)
        {
            if (_stopped) return null;
            process.Exited += (_, _) =>
            {
                bool expected;
                lock (_gate)
                {
                    _running.Remove(process);
                    expected = _stopped;
                }
                if (!expected) exited(process.Id, process.ExitCode);
            };
            process.Start();
            _running.Add(process);
            return process.Id;
        }
    }

    /// <summary>Ends all processes: asks first, and kills what is still there after five seconds.</summary>
    public void Dispose()
    {
        List<Process> running;
        lock (_gate)
        {
            if (_stopped) return;
            _stopped = true;
            running = [.. _running];
        }
        foreach (var process in running) Try(process, p => p.StandardInput.Close());
        var deadline = Stopwatch.StartNew();
        foreach (var process in running)
        {
            var left = StopTimeout - deadline.Elapsed;
            Try(process, p =>
            {
                if (!p.WaitForExit(left > TimeSpan.Zero ? left : TimeSpan.Zero)) p.Kill();
            });
        }
    }

    private static void Try(Process process, Action<Process> action)
    {
        try
        {
            action(process);
        }
        catch (Exception error) when (error is InvalidOperationException or IOException)
        {
            // It ended by itself in the meantime, which is what was wanted.
        }
    }

    private ProcessStartInfo StartInfo(LocalSlot slot)
    {
        var threads = options.Threads.ToString(CultureInfo.InvariantCulture);
        var info = new ProcessStartInfo(options.Executable) { RedirectStandardInput = true, UseShellExecute = false };
        string?[] arguments =
        [
            "--coordinator", options.CoordinatorAddress, "--slot", slot.Slot.Value, "--device", slot.Device, "--threads", threads,
            "--store", options.StorePath, "--exit-with-parent",
            .. options.ConfigFile is { } config ? new[] { "--config", config } : [],
        ];
        foreach (var argument in arguments) info.ArgumentList.Add(argument!);
        // LibTorch's thread pools read these before any call of ours could set them.
        info.Environment["OMP_NUM_THREADS"] = threads;
        info.Environment["MKL_NUM_THREADS"] = threads;
        // By default glibc gives each freed activation back to the kernel and faults it in again: a tenth to a fifth of a step on a CPU.
        if (slot.Device == "cpu")
        {
            info.Environment.TryAdd("MALLOC_MMAP_THRESHOLD_", "33554432");
            info.Environment.TryAdd("MALLOC_TRIM_THRESHOLD_", "268435456");
        }
        return info;
    }
}
