using AdaSapSweep.Shared.SweepFiles.Settings;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.Recipes;

/// <summary>The attacks of an evaluation, all in one ball.</summary>
internal static class EvaluationAttackParts
{
    /// <summary>Steps of <c>cw</c> where PGD is switched off.</summary>
    private const int UsualSteps = 20;

    public static EvaluationSettings With(EvaluationSettings settings, SettingValues asked)
    {
        var steps = asked.WholeNumber("pgd_steps");
        bool Has(string attack) => asked.Find("attacks")?.WordList is { } attacks && attacks.Contains(attack);
        var pgd = new AttackSettings
        {
            Norm = asked.Word("norm"),
            Epsilon = asked.Number("epsilon"),
            StepSize = asked.Number("step_size"),
            Steps = steps,
            RandomStart = true,
        };
        var fgsm = Has(EvaluationAttacks.Fgsm) ? pgd with { Steps = 1, StepSize = pgd.Epsilon, RandomStart = false } : null;
        var cw = Has(EvaluationAttacks.Cw) ? pgd with { Steps = steps == 0 ? UsualSteps : steps } : null;
        return settings with
        {
            Attack = steps == 0 ? null : pgd,
            Fgsm = fgsm,
            Cw = cw,
            AttackImages = steps == 0 && fgsm is null && cw is null ? null : (int?)asked.Find("attack_images")?.WholeNumber,
            AutoAttack = Has(EvaluationAttacks.AutoAttack)
                ? new() { Norm = pgd.Norm, Epsilon = pgd.Epsilon, Images = (int?)asked.Find("autoattack_images")?.WholeNumber }
                : null,
        };
    }
}
