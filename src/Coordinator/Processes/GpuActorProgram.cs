using AdaSapSweep.Coordinator.Cli;

namespace AdaSapSweep.Coordinator.Processes;

/// <summary>Finds the program of the GPU actors: beside this one when published, or in the build output of its project.</summary>
internal static class GpuActorProgram
{
    private const string Name = "adasap-gpu-actor";
    private const string Project = "AdaSapSweep.GpuActor";

    /// <exception cref="UsageException">It is nowhere.</exception>
    public static string Find()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        string[] places = [Path.Combine(here.FullName, Name), Path.Combine(here.Parent?.Parent?.FullName ?? "/", Project, here.Name, Name)];
        return places.FirstOrDefault(File.Exists) ?? throw new UsageException($"adasap: the program {Name} is missing; looked for {string.Join(" and ", places)}; './adasap setup' builds it");
    }
}
