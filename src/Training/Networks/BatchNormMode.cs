namespace AdaSapSweep.Training.Networks;

/// <summary>What batch normalisation reads and writes in a forward pass.</summary>
public enum BatchNormMode
{
    /// <summary>Batch statistics; the running ones move.</summary>
    Train,

    /// <summary>Batch statistics; the running ones stay. For a second pass over the same batch, at perturbed weights.</summary>
    TrainFrozenStatistics,

    /// <summary>Running statistics.</summary>
    Eval,
}
