namespace AdaSapSweep.Training.Checkpoints;

/// <summary>Names of <see cref="NetworkFileExtras.Notes"/>.</summary>
internal static class FileNotes
{
    /// <summary>The epoch of <see cref="OtherNetworks.Best"/>, from 1.</summary>
    public const string BestEpoch = "best_epoch";

    /// <summary>Multiply-accumulates that training this network took, from random weights on; see <c>TrainingCost</c>.</summary>
    public const string TrainingMacs = "training_macs";

    /// <summary>The same by the rule of the sparse training paper.</summary>
    public const string TrainingMacsOfPaper = "training_macs_paper";
}
