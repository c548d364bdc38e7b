using AdaSapSweep.Training.Sharpness;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Masks;

/// <summary>
/// Scores of single weights before training: the higher, the rather a weight stays. One tensor a weight tensor, of its shape, in the
/// caller's dispose scope. Scores are as they come: dividing them by their sum, as published code does, changes no order.
/// </summary>
public static class ConnectionScores
{
    /// <summary>SNIP (Lee et al. 2019): |w dL/dw|, the change of the loss with a mask on the weight, to first order.</summary>
    public static Tensor[] Snip(LossSurface loss)
    {
        var gradient = loss.Gradient().Gradient;
        using var noGrad = no_grad();
        return [.. loss.Parameters.Zip(gradient, (w, g) => w.mul(g).abs())];
    }

    /// <summary>
    /// GraSP (Wang et al. 2020): w (H g), g and H the gradient and the Hessian of the loss. The paper's score is -w (H g) and it removes the
    /// highest: those whose removal lowers the gradient's norm the least, or raises it.
    /// </summary>
    public static Tensor[] Grasp(LossSurface loss)
    {
        var curved = loss.HessianTimes(loss.Gradient().Gradient);
        using var noGrad = no_grad();
        return [.. loss.Parameters.Zip(curved, (w, h) => w.mul(h))];
    }

    /// <summary>SynFlow (Tanaka et al. 2020): |w dR/dw|, R the sum of the outputs of a network without negative numbers.</summary>
    /// <param name="total">R, a scalar.</param>
    public static Tensor[] SynFlow(IReadOnlyList<Tensor> weights, Func<Tensor> total)
    {
        using var scope = NewDisposeScope();
        using var grad = enable_grad();
        var gradient = autograd.grad([total()], [.. weights]);
        using var noGrad = no_grad();
        return [.. weights.Zip(gradient, (w, g) => w.mul(g).abs().MoveToOuterDisposeScope())];
    }
}
