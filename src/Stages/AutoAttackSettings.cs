namespace AdaSapSweep.Stages;

/// <summary>AutoAttack, standard version.</summary>
public sealed record AutoAttackSettings
{
    /// <summary><c>linf</c> or <c>l2</c>.</summary>
    public required string Norm { get; init; }

    /// <summary>Radius in pixel units of [0, 1].</summary>
    public required double Epsilon { get; init; }

    /// <summary>Test images attacked, from the front; null: all.</summary>
    public int? Images { get; init; }
}

/// <summary>Attacks that an evaluation may run beside PGD.</summary>
public static class EvaluationAttacks
{
    public const string Fgsm = "fgsm";
    public const string Cw = "cw";
    public const string AutoAttack = "autoattack";

    public static readonly IReadOnlyList<string> All = [Fgsm, Cw, AutoAttack];
}
