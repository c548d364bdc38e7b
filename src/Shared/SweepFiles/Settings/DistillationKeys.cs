using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.SweepFiles.Settings;

/// <summary>Teachers of adversarial training; see <see cref="Recipes.DistillationParts"/>.</summary>
internal static class DistillationKeys
{
    public static readonly IReadOnlyList<SettingDefinition> All =
    [
        Setting.Word("distillation", null, Distillations.All, "Teachers to imitate: a dense network trained on clean images, the dense baseline `adversarial`, or both.") with
        {
            DefaultText = "`none`",
        },
        Setting.Number("distillation_standard_weight", null, new(0, 1), "Weight of the standard teacher. What the teachers in use leave of 1 is the weight of the labels, at least 0.") with
        {
            DefaultText = "0.1",
        },
        Setting.Number("distillation_robust_weight", null, new(0, 1), "Weight of the robust teacher.") with { DefaultText = "0.6" },
        Setting.Number("distillation_temperature", null, new(0, 1000, MinOpen: true), "What the logits of teachers and student are divided by.") with { DefaultText = "2" },
        Setting.Integer("teacher_epochs", null, 1, MethodSettings.MaxEpochs, "Epochs of each teacher.") with { DefaultText = "`epochs`" },
    ];
}
