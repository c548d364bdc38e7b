using AdaSapSweep.Training.Data;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Stages;

/// <summary>What a stage gets beside its settings.</summary>
/// <param name="StageKey">64 hexadecimal digits; every random draw but the initial weights derives from it.</param>
/// <param name="DataFolder">Where the data set's files lie; null for a rendered set.</param>
/// <param name="ParentFile">The parent's network; null: start from random weights.</param>
/// <param name="CheckpointFile">Written after every epoch and where training is stopped; if it is there and whole, training goes on from it. Deleted by the caller.</param>
/// <param name="OutputFile">Where the network goes; an evaluation writes nothing.</param>
/// <param name="Stop">Looked at between batches.</param>
public sealed record StageInputs(
    string StageKey, string? DataFolder, string? ParentFile, string CheckpointFile, string OutputFile, Device Device,
    IStageObserver Observer, CancellationToken Stop)
{
    /// <summary>
    /// Parts that each batch is worked on in, at least 1: as many times less memory for what a pass holds, at the same effective batch
    /// size. Numbers differ from the unsplit run: batch norm sees the parts. See docs/methods.md.
    /// </summary>
    public int MicroBatches
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 1;

    /// <summary>Where the second test set of an evaluation lies on this machine; null where there is none.</summary>
    public string? ShiftedFolder { get; init; }

    /// <summary>Longest training time without a checkpoint: what a kill can cost where epochs are long.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Tells what a killed process left behind from what is being written, and when a checkpoint is due. No number depends on it.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where decoded images are kept for later stages; null: they are decoded for this one alone. No number depends on it.</summary>
    public string? ImageFolder { get; init; }

    /// <summary>Numbers agree up to rounding whichever are chosen; bit for bit only where the same are.</summary>
    public FastPaths FastPaths { get; init; } = FastPaths.All;

    internal ReadingOptions Reading => new() { Stop = Stop, Progress = Observer.Prepared, KeepIn = ImageFolder, Time = Time };
}
