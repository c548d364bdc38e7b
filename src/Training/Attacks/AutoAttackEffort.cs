namespace AdaSapSweep.Training.Attacks;

/// <summary>How hard AutoAttack tries; the defaults are its standard version.</summary>
internal sealed record AutoAttackEffort
{
    /// <summary>Of APGD and of FAB, for each loss and target.</summary>
    public int Iterations { get; init; } = 100;

    /// <summary>Wrong classes that the targeted attacks try, those with the largest logits first; all of them where there are fewer.</summary>
    public int Targets { get; init; } = 9;

    /// <summary>Forward passes of Square.</summary>
    public int Queries { get; init; } = 5000;
}
