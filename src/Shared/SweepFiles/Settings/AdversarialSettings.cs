using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.SweepFiles.Settings;

/// <summary>The attack of adversarial training, its loss, and what keeps it from overfitting; see <see cref="Recipes.AdversarialParts"/>.</summary>
internal static class AdversarialSettings
{
    public static readonly IReadOnlyList<SettingDefinition> All =
    [
        Setting.Word("attack_norm", Norms.LInf, Norms.All, "Norm of the training attack's ball."),
        Setting.Number("attack_epsilon", 8.0 / 255, new(0, 10, MinOpen: true), "Radius of the training attack.") with { DefaultText = "8/255" },
        Setting.Number("attack_step_size", 2.0 / 255, new(0, 10, MinOpen: true), "Length of a step of the training attack.") with { DefaultText = "2/255" },
        Setting.Integer("attack_steps", 10, 1, 1000, "Steps of the training attack."),
        Setting.Integer("validation_attack_steps", null, 1, 1000, "Steps of the attack on the images held out, after each epoch; its norm, radius and step are those above.") with
        {
            DefaultText = "20",
        },
        Setting.Word("training_attack", null, TrainingAttacks.All, "`fast`: one step of 1.25 radii from a random start, whatever `attack_step_size` and `attack_steps` say.") with
        {
            DefaultText = "`pgd`",
        },
        Setting.Word("attack_mode", null, AttackModes.All, "Batch norm while training images are attacked: by the batch, moving the running statistics, or by those.") with
        {
            DefaultText = "`training`; `evaluation` for trades, and for `fast` in robust-bird",
        },
        Setting.Word("adversarial_loss", null, AdversarialLosses.All, "Cross-entropy on the attacked images, or TRADES.") with { DefaultText = "`cross-entropy`" },
        Setting.Number("trades_beta", null, new(0, 1000), "Weight of the divergence in TRADES.") with { DefaultText = "6" },
        Setting.Number("swa_start", null, new(0, 1, MinOpen: true, MaxOpen: true), "Share of the epochs from which on the weights are averaged, epoch by epoch; the mean is evaluated.") with
        {
            DefaultText = "none: the last weights are",
        },
    ];
}
