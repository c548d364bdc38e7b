using static TorchSharp.torch;

namespace AdaSapSweep.Training.Attacks;

/// <summary>What an attack made. The holder disposes both tensors.</summary>
/// <param name="Images">Adversarial images, the last iterate: float32, of the shape of the input, in [0, 1].</param>
/// <param name="NoGradient">bool (n): true where the gradient was all zero in every step, so that the attack never ran; null where nobody asked.</param>
public readonly record struct AttackResult(Tensor Images, Tensor? NoGradient);
