using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.SweepFiles.Settings;

/// <summary>Settings of <c>evaluation</c>: what is measured on every finished network.</summary>
public static class EvaluationSection
{
    private const int MaxImages = 200_000;

    public static readonly IReadOnlyList<SettingDefinition> Settings =
    [
        Setting.Integer("batch_size", 200, 1, 65_536, "Images a forward pass."),
        Setting.Integer("pgd_steps", 20, 0, 1000, "Steps of the attack; 0: no attack."),
        Setting.Number("epsilon", 8.0 / 255, new(0, 10, MinOpen: true), "Radius of the attack, pixels in [0, 1].") with { DefaultText = "8/255" },
        Setting.Number("step_size", 2.0 / 255, new(0, 10, MinOpen: true), "Length of an attack step.") with { DefaultText = "2/255" },
        Setting.Word("norm", Norms.LInf, Norms.All, "Norm of the attack's ball."),
        Setting.Integer("attack_images", null, 1, MaxImages, "Test images attacked, from the front.") with { DefaultText = "all" },
        new("corruptions", SettingType.Words, "Common corruptions; an empty list: none.")
        {
            Vocabulary = CorruptionKinds.All,
            MayBeEmpty = true,
            Default = SettingValue.Of(CorruptionKinds.All),
            DefaultText = "all kinds",
        },
        new("severities", SettingType.WholeNumbers, "Severities of each corruption.") { Range = new(1, 5), Default = SettingValue.Of([1L, 2, 3, 4, 5]) },
        Setting.Integer("corruption_images", null, 1, MaxImages, "Test images corrupted, from the front.") with { DefaultText = "all" },
        Setting.Flag("latency", true, "Measure the time of a forward pass."),
    ];

    public static readonly SettingLayout Layout = new(Settings);
}
