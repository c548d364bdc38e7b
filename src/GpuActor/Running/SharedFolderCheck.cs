using AdaSapSweep.Shared.Protocol;
using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.GpuActor.Running;

/// <summary>Is the artifact folder of the coordinator the one that this process sees?</summary>
internal static class SharedFolderCheck
{
    /// <param name="mapped">Where it is mounted here; null: under the same path.</param>
    /// <returns>What is wrong; null when nothing is.</returns>
    public static string? Problem(SharedFolder folder, string? mapped)
    {
        var here = mapped ?? folder.Path;
        var mark = FolderMark.Read(here);
        if (mark == folder.Mark) return null;
        var advice = "mount it on both machines, and name it with --artifacts where its path differs";
        return mark is null
            ? $"the coordinator's artifact folder '{folder.Path}' is not there: '{here}' has no file {FolderMark.FileName}; {advice}"
            : $"the folder '{here}' is not the coordinator's artifact folder '{folder.Path}': its mark is {mark}, not {folder.Mark}; {advice}";
    }
}
