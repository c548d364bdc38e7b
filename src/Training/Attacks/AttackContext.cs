using static TorchSharp.torch;

namespace AdaSapSweep.Training.Attacks;

/// <summary>What the attacks on one network share.</summary>
/// <param name="Logits">The network in evaluation mode, normalisation inside: (n, c, h, w) in [0, 1] to (n, classes).</param>
/// <param name="Seed">Of every random draw, together with the attack and the number of the image.</param>
/// <param name="Tick">Called whenever an attack has waited for the device; may throw to stop it.</param>
internal sealed record AttackContext(Func<Tensor, Tensor> Logits, Ball Ball, long Seed, Action Tick)
{
    /// <summary>One forward and one backward pass. No parameter gets a gradient.</summary>
    /// <param name="loss">(logits, images) to one loss an image.</param>
    public AttackPoint Evaluate(Tensor points, AttackedImages images, AttackLoss loss)
    {
        using var scope = NewDisposeScope();
        using var enabled = enable_grad();
        var input = points.detach().requires_grad_();
        var logits = Logits(input);
        var losses = loss(logits, images);
        var gradient = ImageGradient.Of(losses.sum(), input);
        return new AttackPoint(
            losses.detach().MoveToOuterDisposeScope(), gradient.MoveToOuterDisposeScope(), Wrong(logits, images).MoveToOuterDisposeScope());
    }

    /// <summary>bool (n): another class than the label is named. Of equal logits the first is named.</summary>
    public static Tensor Wrong(Tensor logits, AttackedImages images) => logits.detach().argmax(1).ne(images.Labels);
}

/// <summary>What the network says at a point of each image, and where the loss rises.</summary>
/// <param name="Losses">(n).</param>
/// <param name="Gradient">Of each image's own loss, of the shape of the images.</param>
/// <param name="Wrong">bool (n).</param>
internal readonly record struct AttackPoint(Tensor Losses, Tensor Gradient, Tensor Wrong);
