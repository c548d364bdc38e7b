using AdaSapSweep.Stages;
using AdaSapSweep.Training.Attacks;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Objectives;

/// <summary>TRADES (Zhang et al., ICML 2019): the cross-entropy on clean images, and how far the outputs on attacked ones are from those.</summary>
internal static class Trades
{
    /// <summary>Standard deviation of the start: at the image itself the divergence has no gradient.</summary>
    private const double StartScale = 0.001;

    /// <summary>PGD on the divergence from the outputs at the images, which stay fixed.</summary>
    /// <param name="logits">(n, 3, h, w) to (n, classes).</param>
    /// <param name="images">(n, 3, h, w) in [0, 1].</param>
    /// <param name="labels">int64 (n); not looked at.</param>
    /// <param name="normal">Standard normal draws of the shape of the images. The start they make is not projected.</param>
    /// <returns>Attacked images in [0, 1].</returns>
    public static Tensor Attack(Func<Tensor, Tensor> logits, Tensor images, Tensor labels, Tensor normal, AttackSettings settings)
    {
        using var scope = NewDisposeScope();
        Tensor natural, start;
        using (no_grad()) (natural, start) = (logits(images), normal.mul(StartScale));
        return Pgd.From(start, logits, images, labels, settings, watch: false, loss: (attacked, _) => Divergence(natural, attacked)).Images
            .MoveToOuterDisposeScope();
    }

    /// <summary>Mean over the images of CE(z, y) + beta KL(p(z) || p(z')). Gradients go through both z and z'.</summary>
    /// <param name="natural">z, (n, classes).</param>
    /// <param name="attacked">z', (n, classes).</param>
    /// <returns>A scalar.</returns>
    public static Tensor Loss(Tensor natural, Tensor attacked, Tensor labels, double beta, double labelSmoothing) =>
        nn.functional.cross_entropy(natural, labels, label_smoothing: labelSmoothing).add(Divergence(natural, attacked).mean(), beta);

    /// <summary>KL(p || p') of each image, (n).</summary>
    private static Tensor Divergence(Tensor natural, Tensor attacked)
    {
        var logs = natural.log_softmax(1);
        return logs.exp().mul(logs.sub(attacked.log_softmax(1))).sum(1);
    }
}
