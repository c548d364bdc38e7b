using static TorchSharp.torch;

namespace AdaSapSweep.Training.Attacks;

/// <summary>Images to attack.</summary>
/// <param name="Images">float (n, c, h, w) in [0, 1].</param>
/// <param name="Labels">int64 (n).</param>
/// <param name="Numbers">int64 (n): place of each image in its set. Random draws follow from it, so they do not depend on the batch.</param>
/// <param name="Targets">int64 (n): the wrong class that a targeted loss pulls to; null for losses without one.</param>
internal sealed record AttackedImages(Tensor Images, Tensor Labels, Tensor Numbers, Tensor? Targets = null)
{
    public long Count => Images.shape[0];

    /// <summary>Some of them, by their places in the batch.</summary>
    public AttackedImages At(Tensor places) => new(
        Images.index_select(0, places), Labels.index_select(0, places), Numbers.index_select(0, places), Targets?.index_select(0, places));
}
