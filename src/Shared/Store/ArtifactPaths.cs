using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.Shared.Store;

/// <summary>Where the files of a store lie: all derive from the store's own path and the stage key.</summary>
public static class ArtifactPaths
{
    /// <summary>The folder of artifacts and checkpoints beside a store file.</summary>
    public static string FolderOf(string storePath) => Path.GetFullPath(storePath) + ".artifacts";

    /// <summary>Path of a stage's artifact, relative to the folder.</summary>
    public static string Artifact(StageKey stage) => $"{stage.Value[..2]}/{stage.Value}.safetensors";

    /// <summary>Path of a stage's checkpoint, relative to the folder; gone once the stage's result is recorded.</summary>
    public static string Checkpoint(StageKey stage) => $"{stage.Value[..2]}/{stage.Value}.checkpoint.safetensors";
}
