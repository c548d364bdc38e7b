using AdaSapSweep.Stages;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Attacks;

/// <summary>The images that an attack may make of an image: those within a radius of it, with values in [0, 1].</summary>
/// <param name="Norm">A word of <see cref="Norms"/>.</param>
/// <param name="Epsilon">Radius in pixel units of [0, 1].</param>
internal sealed record Ball(string Norm, double Epsilon)
{
    /// <summary>Kept from zero: no norm is divided by as it is.</summary>
    public const double Tiny = 1e-12;

    private const double LInfTolerance = 1e-6;
    private const double L2Tolerance = 1e-5;

    public bool IsLInf { get; } = Norm switch
    {
        Norms.LInf => true,
        Norms.L2 => false,
        _ => throw new ArgumentException($"attack norm '{Norm}' is none of {string.Join(", ", Norms.All)}", nameof(Norm)),
    };

    /// <summary>What rounding in float32 may add to a distance.</summary>
    public double Tolerance => IsLInf ? LInfTolerance : L2Tolerance;

    /// <summary>Into the ball first and then into [0, 1]: feasible, in l2 not always the nearest such point.</summary>
    public Tensor Project(Tensor centres, Tensor points)
    {
        using var scope = NewDisposeScope();
        if (IsLInf) return points.maximum(centres.sub(Epsilon)).minimum(centres.add(Epsilon)).clamp_(0, 1).MoveToOuterDisposeScope();
        var offset = points.sub(centres);
        var norm = L2(offset);
        return centres.add(offset.div(norm.add(Tiny)).mul(norm.clamp_max(Epsilon))).clamp_(0, 1).MoveToOuterDisposeScope();
    }

    /// <summary>The direction in which a linear function with this gradient rises fastest within the norm; sign(0) = 0.</summary>
    public Tensor Steepest(Tensor gradient)
    {
        using var scope = NewDisposeScope();
        return (IsLInf ? gradient.sign() : gradient.div(L2(gradient).add(Tiny))).MoveToOuterDisposeScope();
    }

    /// <summary>Distance of each point from its centre: (n).</summary>
    public Tensor Distance(Tensor centres, Tensor points)
    {
        using var scope = NewDisposeScope();
        return Size(points.sub(centres)).MoveToOuterDisposeScope();
    }

    /// <summary>Norm of each image: (n).</summary>
    public Tensor Size(Tensor offsets)
    {
        using var scope = NewDisposeScope();
        var flat = offsets.flatten(1);
        return (IsLInf ? flat.abs().amax(1) : flat.norm(1)).MoveToOuterDisposeScope();
    }

    private static Tensor L2(Tensor images) => images.flatten(1).norm(1).reshape(-1, 1, 1, 1);
}
