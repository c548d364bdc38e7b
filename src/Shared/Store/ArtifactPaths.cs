using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.Shared.Store;

/// <summary>Where the files of a store lie: all derive from the store's own path and the stage key.</summary>
public static class ArtifactPaths
{
    private const string Artifacts = ".artifacts";

    /// <summary>The folder of artifacts and checkpoints beside a store file.</summary>
    public static string FolderOf(string storePath) => Path.GetFullPath(storePath) + Artifacts;

    /// <summary>The folder of decoded images beside the folder of artifacts; whoever deletes it loses time, nothing else.</summary>
    public static string ImagesBeside(string artifactFolder)
    {
        var plain = Path.TrimEndingDirectorySeparator(artifactFolder);
        return (plain.EndsWith(Artifacts, StringComparison.Ordinal) ? plain[..^Artifacts.Length] : plain) + ".images";
    }

    /// <summary>Where fingerprints of folders are remembered between runs.</summary>
    public static string FingerprintsOf(string storePath) => Path.Combine(ImagesBeside(FolderOf(storePath)), "fingerprints");

    /// <summary>Path of a stage's artifact, relative to the folder.</summary>
    public static string Artifact(StageKey stage) => $"{stage.Value[..2]}/{stage.Value}.safetensors";

    /// <summary>Path of a stage's checkpoint, relative to the folder; gone once the stage's result is recorded.</summary>
    public static string Checkpoint(StageKey stage) => $"{stage.Value[..2]}/{stage.Value}.checkpoint.safetensors";
}
