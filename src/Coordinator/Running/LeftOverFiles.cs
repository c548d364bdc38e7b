using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.Coordinator.Running;

/// <summary>
/// Files that a coordinator decided to delete and was killed before it did, and temporary files of processes that were killed while they wrote. What
/// cannot be deleted costs space and nothing else.
/// </summary>
internal static class LeftOverFiles
{
    private const string Temporary = ".tmp";

    /// <summary>A temporary file that is older than this is nobody's: writing one takes seconds.</summary>
    private static readonly TimeSpan OldEnough = TimeSpan.FromHours(1);

    /// <summary>To be called while no stage of the sweep can begin.</summary>
    public static void Delete(string folder, SweepRecord record, DateTimeOffset now)
    {
        if (!Directory.Exists(folder)) return;
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            var isLeftOver = file.Name.EndsWith(Temporary, StringComparison.Ordinal)
                ? now - file.LastWriteTimeUtc > OldEnough
                : StageOf(file.Name) is { } key && record.Stages.TryGetValue(key, out var stage) && IsLeftOver(file.Name, key, stage);
            if (isLeftOver) TryDelete(file);
        }
    }

    /// <summary>Artifacts whose deletion is on record.</summary>
    public static void DeleteArtifacts(string folder, IEnumerable<StageKey> stages)
    {
        foreach (var stage in stages) TryDelete(new(Path.Combine(folder, ArtifactPaths.Artifact(stage))));
    }

    /// <summary>Nothing is left over of a stage that is to run, or runs: its files may be written just now.</summary>
    private static bool IsLeftOver(string name, StageKey key, StageRecord stage) => stage.State == StageState.Succeeded &&
        (name == Path.GetFileName(ArtifactPaths.Checkpoint(key)) || (stage.ArtifactDeleted && name == Path.GetFileName(ArtifactPaths.Artifact(key))));

    private static StageKey? StageOf(string name)
    {
        try
        {
            return name.IndexOf('.', StringComparison.Ordinal) is var end and > 0 ? new(name[..end]) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static void TryDelete(FileInfo file)
    {
        try
        {
            file.Delete();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The next run tries again.
        }
    }
}
