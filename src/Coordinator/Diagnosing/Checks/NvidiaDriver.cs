namespace AdaSapSweep.Coordinator.Diagnosing.Checks;

/// <summary>What the system tells of NVIDIA's driver without any library of its own.</summary>
internal static class NvidiaDriver
{
    /// <summary>The kernel has it, and its devices are visible here: a container may see the first without the second.</summary>
    public static bool IsLoaded() => File.Exists("/proc/driver/nvidia/version") && File.Exists("/dev/nvidiactl");
}
