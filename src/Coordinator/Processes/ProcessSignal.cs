using System.Runtime.InteropServices;

namespace AdaSapSweep.Coordinator.Processes;

/// <summary>Signals to processes that need not be children of this one.</summary>
internal static class ProcessSignal
{
    private const int SigKill = 9;
    private const int SigTerm = 15;

    /// <summary>Asks a process to end. Nothing happens when it is gone.</summary>
    public static void Terminate(int processId) => Send(processId, SigTerm);

    /// <summary>Ends a process. Nothing happens when it is gone.</summary>
    public static void Kill(int processId) => Send(processId, SigKill);

    private static void Send(int processId, int signal)
    {
        // 0 and below name whole groups of processes.
        ArgumentOutOfRangeException.ThrowIfLessThan(processId, 2);
        _ = SendSignal(processId, signal);
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int processId, int signal);
}
