using static TorchSharp.torch;

namespace AdaSapSweep.Training.Attacks;

/// <summary>From (logits, images) to one loss an image, (n), which the attack raises.</summary>
internal delegate Tensor AttackLoss(Tensor logits, AttackedImages images);

/// <summary>The losses of AutoAttack (Croce and Hein, ICML 2020). z(1) is an image's largest logit, y its label, t the target.</summary>
internal static class AttackLosses
{
    private const double Tiny = 1e-12;

    public static Tensor CrossEntropy(Tensor logits, AttackedImages images) =>
        nn.functional.cross_entropy(logits, images.Labels, reduction: nn.Reduction.None);

    /// <summary>max of the others - z_y: above 0 when the network is wrong.</summary>
    public static Tensor Margin(Tensor logits, AttackedImages images) => Margin(logits, images.Labels);

    public static Tensor Margin(Tensor logits, Tensor labels)
    {
        var label = arange(logits.shape[1], ScalarType.Int64, logits.device).unsqueeze(0).eq(labels.unsqueeze(1));
        return logits.masked_fill(label, double.NegativeInfinity).max(1).values.sub(Of(logits, labels));
    }

    /// <summary>Difference of logits ratio: (max of the others - z_y) / (z(1) - z(3)); of three classes and more.</summary>
    public static Tensor Dlr(Tensor logits, AttackedImages images)
    {
        var top = logits.topk(3).values;
        return Margin(logits, images).div(top.select(1, 0).sub(top.select(1, 2)).add(Tiny));
    }

    /// <summary>(z_t - z_y) / (z(1) - (z(3) + z(4)) / 2); of four classes and more.</summary>
    public static Tensor TargetedDlr(Tensor logits, AttackedImages images)
    {
        var top = logits.topk(4).values;
        return TargetedMargin(logits, images).div(top.select(1, 0).sub(top.select(1, 2).add(top.select(1, 3)).mul(0.5)).add(Tiny));
    }

    /// <summary>z_t - z_y.</summary>
    public static Tensor TargetedMargin(Tensor logits, AttackedImages images) => Of(logits, images.Targets!).sub(Of(logits, images.Labels));

    private static Tensor Of(Tensor logits, Tensor classes) => logits.gather(1, classes.unsqueeze(1)).squeeze(1);
}
