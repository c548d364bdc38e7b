namespace AdaSapSweep.Stages;

/// <summary>What adversarial training makes small.</summary>
public static class AdversarialLosses
{
    public const string CrossEntropy = "cross-entropy";
    public const string Trades = "trades";

    public static readonly IReadOnlyList<string> All = [CrossEntropy, Trades];
}

/// <summary>How training images are attacked.</summary>
public static class TrainingAttacks
{
    public const string Pgd = "pgd";
    public const string Fast = "fast";

    public static readonly IReadOnlyList<string> All = [Pgd, Fast];
}

/// <summary>How batch norm runs while training images are attacked.</summary>
public static class AttackModes
{
    public const string Training = "training";
    public const string Evaluation = "evaluation";

    public static readonly IReadOnlyList<string> All = [Training, Evaluation];
}

/// <summary>Which teachers a network is trained to imitate.</summary>
public static class Distillations
{
    public const string None = "none";
    public const string Standard = "standard";
    public const string Robust = "robust";
    public const string Both = "both";

    public static readonly IReadOnlyList<string> All = [None, Standard, Robust, Both];
}

/// <summary>Names under which teachers travel from file to file.</summary>
public static class TeacherNames
{
    public const string Standard = "teacher-standard";
    public const string Robust = "teacher-robust";
}
