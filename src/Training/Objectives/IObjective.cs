using AdaSapSweep.Training.Networks;
using AdaSapSweep.Training.Stages;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Objectives;

/// <summary>What a training step makes small.</summary>
internal interface IObjective
{
    /// <summary>Attacks the images of a part, where the objective has an attack. Once a step, before the part's first pass.</summary>
    /// <remarks>What is attacked goes to the scope outside the current one: the second pass of a sharpness-aware step sees it too.</remarks>
    void Prepare(BatchPart part);

    /// <summary>One pass over a part, with gradients to every parameter.</summary>
    /// <param name="mode">How batch norm runs.</param>
    /// <returns>The mean loss over the part's images, and the logits (n, classes) that accuracy is counted on.</returns>
    (Tensor Loss, Tensor Logits) Of(BatchPart part, BatchNormMode mode);
}
