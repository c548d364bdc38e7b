using AdaSapSweep.Stages;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Attacks;

/// <summary>
/// Projected gradient descent on the cross-entropy, or on another loss, untargeted, one start, in pixel space [0, 1]. The starts, steps and the order of
/// projections are those of the attack library behind "Sparsity Winning Twice" (ICLR 2022); see docs/methods.md.
/// </summary>
/// <remarks>
/// The gradient is taken with respect to the images only: no parameter receives or needs one. The loss is summed, not averaged, so
/// an image's attack does not depend on the size of its batch. Nothing waits for the device. Whether batch norm uses (and moves) its
/// statistics is the mode in which the caller has put the network.
/// </remarks>
public static class Pgd
{
    private const double SmallestNorm = 1e-6;

    /// <param name="logits">The network with its normalisation inside: (n, 3, h, w) to (n, classes).</param>
    /// <param name="images">float (n, 3, h, w) in [0, 1].</param>
    /// <param name="labels">int64 (n).</param>
    /// <param name="uniform">Draws in [0, 1) of the shape of the images for the random start; null: torch's default generator.</param>
    /// <param name="watch">Note which images never had a gradient; training does not read that.</param>
    /// <param name="loss">From (logits, labels) to a loss for each image, (n), to raise; null: the cross-entropy.</param>
    /// <exception cref="ArgumentException">The norm is none of <see cref="Norms"/>.</exception>
    public static AttackResult Attack(Func<Tensor, Tensor> logits, Tensor images, Tensor labels, AttackSettings settings, Tensor? uniform = null, bool watch = true,
        Func<Tensor, Tensor, Tensor>? loss = null)
    {
        using var scope = NewDisposeScope();
        Tensor delta;
        using (no_grad()) delta = settings.RandomStart ? Start(images, settings, uniform ?? rand_like(images)) : zeros_like(images);
        var (adversarial, noGradient) = From(delta, logits, images, labels, settings, watch, loss);
        return new AttackResult(adversarial.MoveToOuterDisposeScope(), noGradient?.MoveToOuterDisposeScope());
    }

    /// <summary>The same from a given perturbation, whatever the settings say about the start.</summary>
    public static AttackResult From(Tensor start, Func<Tensor, Tensor> logits, Tensor images, Tensor labels, AttackSettings settings, bool watch = true,
        Func<Tensor, Tensor, Tensor>? loss = null)
    {
        using var outer = NewDisposeScope();
        using var frozen = no_grad();
        var delta = start.detach();
        var unmoved = watch ? ones(new[] { images.shape[0] }, ScalarType.Bool, images.device) : null;
        for (var step = 0; step < settings.Steps; step++)
        {
            using var scope = NewDisposeScope();
            var gradient = InputGradient(logits, images, delta, labels, loss);
            var next = Step(images, delta, gradient, settings).MoveToOuterDisposeScope();
            var still = unmoved?.logical_and(gradient.flatten(1).abs().amax(new long[] { 1 }).eq(0)).MoveToOuterDisposeScope();
            delta.Dispose();
            unmoved?.Dispose();
            (delta, unmoved) = (next, still);
        }
        return new AttackResult(images.add(delta).clamp_(0, 1).MoveToOuterDisposeScope(), unmoved?.MoveToOuterDisposeScope());
    }

    private static Tensor InputGradient(Func<Tensor, Tensor> logits, Tensor images, Tensor delta, Tensor labels, Func<Tensor, Tensor, Tensor>? loss)
    {
        using var enabled = enable_grad();
        var input = images.add(delta).detach().requires_grad_();
        var outputs = logits(input);
        var total = loss is null ? nn.functional.cross_entropy(outputs, labels, reduction: nn.Reduction.Sum) : loss(outputs, labels).sum();
        return ImageGradient.Of(total, input);
    }

    private static Tensor Start(Tensor images, AttackSettings settings, Tensor uniform) => settings.Norm switch
    {
        Norms.LInf => IntoBox(images, uniform.mul(2).sub(1).mul(settings.Epsilon)),
        Norms.L2 => IntoBox(images, IntoBall(uniform.sub(images), settings.Epsilon)),
        _ => throw UnknownNorm(settings),
    };

    private static Tensor Step(Tensor images, Tensor delta, Tensor gradient, AttackSettings settings)
    {
        switch (settings.Norm)
        {
            case Norms.LInf:
                return IntoBox(images, delta.add(gradient.sign().mul(settings.StepSize)).clamp(-settings.Epsilon, settings.Epsilon));
            case Norms.L2:
                var direction = gradient.div(ImageNorms(gradient).clamp_min(SmallestNorm));
                return IntoBall(IntoBox(images, delta.add(direction.mul(settings.StepSize))), settings.Epsilon);
            default:
                throw UnknownNorm(settings);
        }
    }

    /// <summary>The perturbation after the image has been clipped to [0, 1].</summary>
    private static Tensor IntoBox(Tensor images, Tensor delta) => images.add(delta).clamp(0, 1).sub(images);

    private static Tensor IntoBall(Tensor delta, double epsilon) =>
        delta.mul(ImageNorms(delta).reciprocal().mul(epsilon).clamp_max(1));

    /// <summary>Euclidean norm of each image, (n, 1, 1, 1).</summary>
    private static Tensor ImageNorms(Tensor images) => images.flatten(1).norm(1).reshape(-1, 1, 1, 1);

    private static ArgumentException UnknownNorm(AttackSettings settings) =>
        new($"attack norm '{settings.Norm}' is none of {string.Join(", ", Norms.All)}");
}
