using static TorchSharp.torch;

namespace AdaSapSweep.Training.Evaluation;

/// <summary>A network whose parameters are moved while it is measured, and are afterwards as they were.</summary>
/// <param name="Logits">In evaluation mode, computed with the parameters as they are at the call; gradients reach them.</param>
/// <param name="Parameters">By name.</param>
public sealed record MovableNetwork(Func<Tensor, Tensor> Logits, IReadOnlyDictionary<string, Tensor> Parameters);
