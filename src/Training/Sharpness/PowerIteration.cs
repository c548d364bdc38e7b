using static TorchSharp.torch;

namespace AdaSapSweep.Training.Sharpness;

/// <summary>What a search for an eigenvalue came to.</summary>
/// <param name="Residual">|H v - l v| for the last v, of length 1: some eigenvalue is no farther than this from the value.</param>
/// <param name="Converged">The value changed by less than the tolerance in the last round.</param>
/// <param name="History">The value of every round; the last one is <see cref="Value"/>.</param>
public sealed record Eigenvalue(double Value, double Residual, bool Converged, IReadOnlyList<double> History);

/// <summary>
/// The largest eigenvalue of a loss's Hessian: v becomes H v / |H v| again and again, and l = v . H v settles on the eigenvalue of largest
/// magnitude. Where that is negative, the same on H - l I finds the largest one. The stop rule is that of PyHessian (Yao et al. 2020):
/// |l - l_before| / (|l_before| + 1e-6) below a tolerance.
/// </summary>
public static class PowerIteration
{
    private const double SmallestValue = 1e-6;
    private const double SmallestNorm = 1e-30;

    /// <param name="start">Of length 1.</param>
    /// <param name="rounds">At most, for each of the two searches; at least 2.</param>
    public static Eigenvalue Largest(LossSurface surface, IReadOnlyList<Tensor> start, int rounds, double tolerance)
    {
        var largest = Run(surface, start, 0, rounds, tolerance);
        return largest.Value < 0 ? Run(surface, start, largest.Value, rounds, tolerance) : largest;
    }

    /// <param name="shift">Taken from the Hessian in each round; the values are those of the Hessian itself.</param>
    private static Eigenvalue Run(LossSurface surface, IReadOnlyList<Tensor> start, double shift, int rounds, double tolerance)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var history = new List<double>();
        var direction = start;
        double residual = double.NaN;
        var converged = false;
        while (history.Count < rounds && !converged)
        {
            using var inner = NewDisposeScope();
            var product = surface.HessianTimes(direction);
            var value = Vectors.Dot(direction, product);
            residual = Vectors.Norm(Vectors.Plus(product, direction, -value));
            converged = history.Count > 0 && Math.Abs(value - history[^1]) / (Math.Abs(history[^1]) + SmallestValue) < tolerance;
            history.Add(value);
            var next = Vectors.Plus(product, direction, -shift);
            var norm = Vectors.Norm(next);
            // A vector that H takes to 0 has found its eigenvalue; a loss that is not finite finds none.
            if (norm < SmallestNorm) converged = true;
            if (norm < SmallestNorm || !double.IsFinite(norm)) break;
            var before = direction;
            direction = LossSurface.Kept(Vectors.Times(next, 1 / norm));
            if (!ReferenceEquals(before, start)) Vectors.Dispose(before);
        }
        return new(history[^1], residual, converged, history);
    }
}
