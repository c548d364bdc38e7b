using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.Shared.Store.Results;

namespace AdaSapSweep.Shared.Exporting;

/// <summary>A trial's trained network as two files for other programs: the weights as safetensors, and what they belong to as JSON.</summary>
/// <param name="Row">Numbered and dropped trials alike.</param>
/// <param name="Stage">What made the weights; null for a trial that trains nothing.</param>
public sealed record NetworkExport(SweepRow Sweep, TrialRow Row, TrainedStage? Stage)
{
    public const string WeightsSuffix = ".safetensors";
    public const string DescriptionSuffix = ".json";

    /// <summary>Of the two files, without suffix; a trial that left the plan goes by its id, as its number may be another one's now.</summary>
    public string Name => FormattableString.Invariant($"{Sweep.Name}-{(Row.Dropped ? Row.Id.Prefix : Row.Number)}");

    private string What => FormattableString.Invariant($"trial {Row.Number}");

    /// <summary>Null when the weights can be asked for; else why not, and what to do.</summary>
    public string? Obstacle => Stage switch
    {
        null => $"{What} trains nothing",
        { State: StageState.Failed or StageState.Skipped } => $"{What} has no trained network: {Row.Reason ?? Stage.Reason ?? "it failed"}; 'adasap retry {Row.Number}' tries it again",
        { State: not StageState.Succeeded } => Row.State == TrialState.Cancelled
            ? $"{What} was cancelled before its network was trained; 'adasap retry {Row.Number}' takes it up again"
            : $"{What} is not trained yet ({Stage.Kind} is {Stage.State.ToString().ToLowerInvariant()}); 'adasap resume' goes on with the sweep",
        { ArtifactDeleted: { } reason } =>
            $"{What}: its weights were deleted ({reason}); run the sweep into another store with '--keep leaves', or '--keep all', and without a small '--disk-budget'",
        { Artifact: null } => $"{What}: its last training left no weights",
        _ => null,
    };

    /// <summary>Writes both files, the description last: where it is, the weights are.</summary>
    /// <param name="store">Path of the store; its artifacts lie beside it.</param>
    /// <param name="folder">Must be there.</param>
    /// <returns>Full paths of weights and description.</returns>
    /// <exception cref="ExportRefusedException">There is nothing to write, or a file is there already and <paramref name="overwrite"/> is false.</exception>
    public (string Weights, string Description) Write(string store, string folder, bool withMasks, bool overwrite)
    {
        if (Obstacle is { } obstacle) throw new ExportRefusedException(obstacle);
        var artifact = Stage!.Artifact!;
        var weights = Path.GetFullPath(Path.Combine(folder, Name + WeightsSuffix));
        var description = Path.GetFullPath(Path.Combine(folder, Name + DescriptionSuffix));
        foreach (var path in (string[])[weights, description])
            if (!overwrite && Path.Exists(path)) throw new ExportRefusedException($"'{path}' is there already; '--force' replaces it");
        using var tensors = ArtifactTensors.Open(Path.Combine(ArtifactPaths.FolderOf(store), artifact.Path), artifact, What);
        if (withMasks && !tensors.HasMasks) throw new ExportRefusedException($"{What} has no masks: its network is not sparse; leave '--masks' out");
        var document = ExportDocument.Of(this, tensors, withMasks);
        NewFiles.Write(overwrite, (weights, stream => tensors.CopyTo(stream, withMasks)), (description, stream => stream.Write(document)));
        return (weights, description);
    }
}
