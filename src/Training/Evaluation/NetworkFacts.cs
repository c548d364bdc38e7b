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

    /// <summary>Multiply-accumulates of one image, those of weights that are zero left out.</summary>
    public double SparseMacs { get; init; }

    /// <summary>By layer: share of its weights that are exactly zero; empty for a network without zeros to speak of.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> LayerSparsity { get; init; } = [];

    /// <summary>Multiply-accumulates that training took; null where the network's file does not say.</summary>
    public double? TrainingMacs { get; init; }

    /// <summary>The same by the rule of the sparse training paper.</summary>
    public double? TrainingMacsOfPaper { get; init; }

    /// <summary>How many of the prunable weights are exactly zero.</summary>
    public required long ZeroWeights { get; init; }
}
