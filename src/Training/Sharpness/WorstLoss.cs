using static TorchSharp.torch;

namespace AdaSapSweep.Training.Sharpness;

/// <summary>How much a loss rises within a ball around the parameters; a lower bound, found by ascent.</summary>
/// <param name="Base">The loss where the parameters are.</param>
/// <param name="OneStep">Rise at the end of the one step that SAM takes.</param>
/// <param name="Highest">Rise at the highest point seen, that one included; never below 0.</param>
public sealed record LossRise(double Base, double OneStep, double Highest);

/// <summary>
/// max L(w + e) - L(w) over |T^-1 e| at most rho, with T = 1 (SAM's ball; Foret et al. 2021) or |w| + eta (ASAM's; Kwon et al. 2021).
/// First the step e = rho T^2 g / |T g|; then, from e = 0, shorter steps along the gradient where they are, each followed by shrinking e
/// back onto the ball.
/// </summary>
public static class WorstLoss
{
    /// <summary>Of the radius: the length of a step of the projected ascent.</summary>
    private const double UsualStepShare = 0.25;

    private const double SmallestNorm = 1e-12;

    /// <summary>Where the gradient vanishes the ascent begins this share of the radius away, in a random direction.</summary>
    private const double StartShare = 0.1;

    private const long Seed = 0x5AAF;

    /// <param name="scales">T for each parameter; null: 1.</param>
    /// <param name="rho">Radius, above 0.</param>
    /// <param name="steps">Of the projected ascent; 0: the one step alone.</param>
    public static LossRise Of(LossSurface surface, IReadOnlyList<Tensor>? scales, double rho, int steps, double stepShare = UsualStepShare)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        Tensor[] home = [.. surface.Parameters.Select(p => p.clone())];
        try
        {
            var (loss, gradient) = surface.Gradient();
            var one = Ascent(gradient, scales, rho) ?? Vectors.Times(surface.RandomDirection(Seed), rho);
            var oneStep = At(surface, home, one) - loss;
            var highest = Math.Max(0, oneStep);
            Tensor[] away = Ascent(gradient, scales, stepShare * rho) ?? Vectors.Times(surface.RandomDirection(Seed), StartShare * rho);
            for (var step = 1; step <= steps; step++)
            {
                using var inner = NewDisposeScope();
                Move(surface, home, away);
                var (here, slope) = step < steps ? surface.Gradient() : (surface.Loss(), null);
                // Math.Max passes on what is not a number.
                highest = Math.Max(highest, here - loss);
                if (slope is null || Ascent(slope, scales, stepShare * rho) is not { } further) break;
                var before = away;
                away = LossSurface.Kept(Onto(Vectors.Plus(away, further), scales, rho));
                Vectors.Dispose(before);
            }
            return new(loss, oneStep, highest);
        }
        finally
        {
            foreach (var (parameter, saved) in surface.Parameters.Zip(home)) parameter.copy_(saved);
        }
    }

    /// <returns>length T^2 g / |T g|; null where that norm vanishes.</returns>
    private static Tensor[]? Ascent(Tensor[] gradient, IReadOnlyList<Tensor>? scales, double length)
    {
        Tensor[] scaled = scales is null ? gradient : [.. gradient.Zip(scales, (g, t) => g.mul(t))];
        var norm = Vectors.Norm(scaled);
        if (norm < SmallestNorm) return null;
        return Vectors.Times(scales is null ? scaled : scaled.Zip(scales, (g, t) => g.mul(t)), length / norm);
    }

    private static Tensor[] Onto(Tensor[] away, IReadOnlyList<Tensor>? scales, double rho)
    {
        var norm = Vectors.Norm(scales is null ? away : [.. away.Zip(scales, (e, t) => e.div(t))]);
        return norm > rho ? Vectors.Times(away, rho / norm) : away;
    }

    private static double At(LossSurface surface, Tensor[] home, Tensor[] away)
    {
        Move(surface, home, away);
        return surface.Loss();
    }

    private static void Move(LossSurface surface, Tensor[] home, Tensor[] away)
    {
        for (var i = 0; i < home.Length; i++) surface.Parameters[i].copy_(home[i].add(away[i]));
    }
}
