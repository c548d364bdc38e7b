using static TorchSharp.torch;

namespace AdaSapSweep.Training.Data;

/// <summary>Where each image of a batch is cut out and whether it is mirrored: int64 (n) each.</summary>
/// <param name="Top">Offset in [0, side / 4].</param>
/// <param name="Left">Offset in [0, side / 4].</param>
/// <param name="Flip">0 or 1.</param>
public readonly record struct CropDraws(Tensor Top, Tensor Left, Tensor Flip);
