namespace AdaSapSweep.Benchmarks.Speed;

/// <summary>Words of <c>--rows</c> beside the steps of <see cref="StepMethods"/>.</summary>
internal static class RowNames
{
    public const string Mask = "mask";
    public const string Evaluation = "evaluation";

    /// <summary>Each fast path against the same without it.</summary>
    public const string Switches = "switches";

    /// <summary>Steps and evaluation in bfloat16, against ours in float32 and against torch's autocast.</summary>
    public const string Precision = "precision";

    public const string Data = "data";
    public const string Corruptions = "corruptions";
    public const string AutoAttack = "autoattack";
    public const string Memory = "memory";

    /// <summary>Those of every network.</summary>
    public static readonly IReadOnlyList<string> OfNetworks = [.. StepMethods.All, Mask, Evaluation];

    /// <summary>Those that are measured once.</summary>
    public static readonly IReadOnlyList<string> Single = [Data, Corruptions, Memory, AutoAttack];
}
