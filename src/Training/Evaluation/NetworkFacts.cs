namespace AdaSapSweep.Training.Evaluation;

/// <summary>Sizes of a network and of the dense one it came from.</summary>
public sealed record NetworkFacts
{
    public required long Parameters { get; init; }

    public required long DenseParameters { get; init; }

    /// <summary>Multiply-accumulates of one image.</summary>
    public required long Macs { get; init; }

    public required long DenseMacs { get; init; }

    /// <summary>Convolution and linear weights.</summary>
    public required long PrunableWeights { get; init; }

    /// <summary>Tensors that hold them; a mask may miss the asked sparsity by one weight in each.</summary>
    public required int PrunableTensors { get; init; }

    /// <summary>How many of the prunable weights are exactly zero.</summary>
    public required long ZeroWeights { get; init; }
}
