using static TorchSharp.torch;

namespace AdaSapSweep.Training.Data;

/// <summary>A batch on the device. The holder disposes both tensors.</summary>
/// <param name="Images">float32 (n, 3, side, side) in [0, 1]; the network normalises.</param>
/// <param name="Labels">int64 (n).</param>
public readonly record struct ImageBatch(Tensor Images, Tensor Labels);
