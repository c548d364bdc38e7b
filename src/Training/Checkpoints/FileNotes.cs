namespace AdaSapSweep.Training.Checkpoints;

/// <summary>Names of <see cref="NetworkFileExtras.Notes"/>.</summary>
internal static class FileNotes
{
    /// <summary>The epoch of <see cref="OtherNetworks.Best"/>, from 1.</summary>
    public const string BestEpoch = "best_epoch";
}
