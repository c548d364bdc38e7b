using AdaSapSweep.Shared.SweepFiles.Settings;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.Recipes;

/// <summary>
/// What every method that trains on attacked images has in common. Defaults are filled in here: a file that does not ask for a key keeps its
/// trials' ids.
/// </summary>
internal static class AdversarialParts
{
    private const double UsualBeta = 6;

    /// <summary>Of the attack that robust accuracy is watched under, as in the official sparse training code.</summary>
    private const int ValidationSteps = 20;

    /// <summary>Length of the fast step in radii (Wong, Rice and Kolter, ICLR 2020).</summary>
    private const double FastStep = 1.25;

    /// <summary>Keys of the attack, the loss and the regularisers: all of them, for each such method.</summary>
    public static readonly IReadOnlyList<string> Keys = [.. AdversarialSettings.All.Select(setting => setting.Name)];

    /// <summary>Training on attacked images, from random weights or a ticket; keeps its best epoch where images are held out.</summary>
    /// <param name="usualPeak">Of the cyclic schedule, where the file does not say.</param>
    /// <param name="fastMode">Of <see cref="AttackModes"/>: what the method's official code does in a fast attack.</param>
    public static TrainingSettings Training(RecipeInput trial, string epochsKey, double usualPeak = StageParts.UsualPeak, string fastMode = AttackModes.Training)
    {
        var settings = trial.Settings;
        return StageParts.Training(trial, epochsKey, usualPeak) with
        {
            Attack = Attack(settings, fastMode),
            TradesBeta = IsTrades(settings) ? settings.Find("trades_beta")?.Number ?? UsualBeta : null,
            SwaStart = settings.Find("swa_start")?.Number,
            Validation = StageParts.Validates(trial) ? new() { Attack = Watched(settings), KeepBest = true } : null,
        };
    }

    /// <param name="mode">Of <see cref="AttackModes"/>.</param>
    public static AttackSettings Pgd(SettingValues settings, string mode) => new()
    {
        Norm = settings.Word("attack_norm"),
        Epsilon = settings.Number("attack_epsilon"),
        StepSize = settings.Number("attack_step_size"),
        Steps = settings.WholeNumber("attack_steps"),
        RandomStart = true,
        TrainingMode = mode == AttackModes.Training,
    };

    public static AttackSettings Fast(SettingValues settings, string mode) => new()
    {
        Norm = settings.Word("attack_norm"),
        Epsilon = settings.Number("attack_epsilon"),
        StepSize = FastStep * settings.Number("attack_epsilon"),
        Steps = 1,
        RandomStart = true,
        TrainingMode = mode == AttackModes.Training,
    };

    /// <summary>PGD whatever the training attack is.</summary>
    private static AttackSettings Watched(SettingValues settings) => new()
    {
        Norm = settings.Word("attack_norm"),
        Epsilon = settings.Number("attack_epsilon"),
        StepSize = settings.Number("attack_step_size"),
        Steps = (int?)settings.Find("validation_attack_steps")?.WholeNumber ?? ValidationSteps,
        RandomStart = true,
    };

    private static AttackSettings Attack(SettingValues settings, string fastMode)
    {
        var fast = settings.Find("training_attack")?.Word == TrainingAttacks.Fast;
        var mode = settings.Find("attack_mode")?.Word ?? (IsTrades(settings) ? AttackModes.Evaluation : fast ? fastMode : AttackModes.Training);
        return fast ? Fast(settings, mode) : Pgd(settings, mode);
    }

    private static bool IsTrades(SettingValues settings) => settings.Find("adversarial_loss")?.Word == AdversarialLosses.Trades;
}
