using static TorchSharp.torch;

namespace AdaSapSweep.Training.Sharpness;

/// <summary>A part of the data that a loss is the mean over.</summary>
/// <param name="Share">Of all data; the parts' shares add up to 1.</param>
/// <param name="Mean">Mean loss of the part, a scalar that the parameters' gradients can be taken of.</param>
public sealed record LossPart(double Share, Func<Tensor> Mean);

/// <summary>
/// A loss as a function of parameters, with its first and second derivatives where they are now. Part after part is worked on and let go,
/// so memory holds one part's graph. A vector is a tensor for each parameter.
/// </summary>
/// <param name="parameters">Leaves that require gradients.</param>
/// <param name="support">For each parameter, where it may move (1) or not (0), or null: everywhere. Derivatives elsewhere are 0.</param>
public sealed class LossSurface(IReadOnlyList<Tensor> parameters, IReadOnlyList<LossPart> parts, IReadOnlyList<Tensor?>? support = null)
{
    public IReadOnlyList<Tensor> Parameters => parameters;

    public double Loss()
    {
        using var noGrad = no_grad();
        return parts.Sum(part =>
        {
            using var scope = NewDisposeScope();
            return part.Share * Number(part.Mean());
        });
    }

    public (double Loss, Tensor[] Gradient) Gradient()
    {
        double sum = 0;
        var gradient = Accumulate(loss =>
        {
            sum += Number(loss);
            return autograd.grad([loss], [.. parameters]);
        });
        return (sum, gradient);
    }

    /// <summary>H v, by a gradient of (gradient . v): exact also beside the kinks of a ReLU, where differences of gradients are not.</summary>
    public Tensor[] HessianTimes(IReadOnlyList<Tensor> vector) => Accumulate(loss =>
    {
        // TorchSharp frees the graph unless both are asked for.
        var gradient = autograd.grad([loss], [.. parameters], retain_graph: true, create_graph: true);
        var along = gradient.Zip(vector, (g, v) => g.mul(v).sum()).Aggregate((a, b) => a.add(b));
        return autograd.grad([along], [.. parameters]);
    });

    /// <returns>The vector with zeros where no parameter may move; the same tensors where all may.</returns>
    public Tensor[] Supported(IReadOnlyList<Tensor> vector) => [.. vector.Select((v, i) => support?[i] is { } where ? v.mul(where) : v)];

    /// <summary>A random direction of length 1, the same at every call and on every device.</summary>
    /// <param name="seed">Of the draws.</param>
    public Tensor[] RandomDirection(long seed)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var generator = new Generator((ulong)seed, CPU);
        var drawn = Supported([.. parameters.Select(p => randn(p.shape, ScalarType.Float32, CPU, generator: generator).to(p.dtype).to(p.device))]);
        return Kept(Vectors.Times(drawn, 1 / Vectors.Norm(drawn)));
    }

    internal static Tensor[] Kept(Tensor[] vector) => [.. vector.Select(v => v.MoveToOuterDisposeScope())];

    private static double Number(Tensor loss) => loss.detach().to(ScalarType.Float64).cpu().item<double>();

    private Tensor[] Accumulate(Func<Tensor, IList<Tensor>> derivative)
    {
        using var scope = NewDisposeScope();
        Tensor[] sum = [.. parameters.Select(p => zeros_like(p).detach())];
        foreach (var part in parts)
        {
            using var inner = NewDisposeScope();
            using var grad = enable_grad();
            var derived = derivative(part.Mean().mul(part.Share));
            using var noGrad = no_grad();
            for (var i = 0; i < sum.Length; i++) sum[i].add_(derived[i]);
        }
        using var frozen = no_grad();
        return Kept(Supported(sum));
    }
}
