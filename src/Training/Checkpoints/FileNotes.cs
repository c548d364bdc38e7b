using System.Globalization;

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

    /// <summary>Says of a ticket that the network of the file itself is the one.</summary>
    public const string Own = "own";

    /// <summary>The name of the network at which the ticket of a sparsity settled: of a further one in the file, or <see cref="Own"/>.</summary>
    public static string TicketOf(double sparsity) => string.Create(CultureInfo.InvariantCulture, $"ticket.{sparsity}");

    /// <summary>The share of the search's epochs that were done when the ticket of a sparsity settled: what it cost.</summary>
    public static string ShareOf(double sparsity) => $"{TicketOf(sparsity)}.share";
}
