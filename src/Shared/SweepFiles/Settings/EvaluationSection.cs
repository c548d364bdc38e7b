using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.SweepFiles.Settings;

/// <summary>Settings of <c>evaluation</c>: what is measured on every finished network.</summary>
public static class EvaluationSection
{
    public const string ShiftedName = "shifted_data";
    public const string ShiftedFolder = "shifted_folder";

    private const int MaxImages = 200_000;

    public static readonly IReadOnlyList<SettingDefinition> Settings =
    [
        Setting.Integer("batch_size", 200, 1, 65_536, "Images a forward pass."),
        Setting.Word("precision", null, Precisions.All, "What convolutions and linear layers compute in; `sharpness` is measured in float32 always.") with { DefaultText = "`float32`" },
        Setting.Integer("pgd_steps", 20, 0, 1000, "Steps of the attack; 0: no attack."),
        Setting.Number("epsilon", 8.0 / 255, new(0, 10, MinOpen: true), "Radius of the attack, pixels in [0, 1].") with { DefaultText = "8/255" },
        Setting.Number("step_size", 2.0 / 255, new(0, 10, MinOpen: true), "Length of an attack step.") with { DefaultText = "2/255" },
        Setting.Word("norm", Norms.LInf, Norms.All, "Norm of the attack's ball."),
        Setting.Integer("attack_images", null, 1, MaxImages, "Test images under PGD, `fgsm` and `cw`, from the front.") with { DefaultText = "all" },
        Setting.Integer("training_images", null, 1, MaxImages, "Training images measured clean and under the same attacks too, from the front and not augmented: gives the generalisation gaps.") with { DefaultText = "none" },
        new("attacks", SettingType.Words, "Attacks beside PGD, in the same ball: one gradient step, PGD on the margin of the logits, AutoAttack.") { Vocabulary = EvaluationAttacks.All, MayBeEmpty = true, DefaultText = "none" },
        Setting.Integer("autoattack_images", null, 1, MaxImages, "Test images under AutoAttack, from the front.") with { DefaultText = "all" },
        new("corruptions", SettingType.Words, "Common corruptions; an empty list: none.")
        {
            Vocabulary = CorruptionKinds.All,
            MayBeEmpty = true,
            Default = SettingValue.Of(CorruptionKinds.All),
            DefaultText = "all kinds",
        },
        new("severities", SettingType.WholeNumbers, "Severities of each corruption.") { Range = new(1, 5), Default = SettingValue.Of([1L, 2, 3, 4, 5]) },
        Setting.Integer("corruption_images", null, 1, MaxImages, "Test images corrupted, from the front.") with { DefaultText = "all" },
        new("sharpness", SettingType.Words, "How flat the minimum is: `worst-loss` in a ball around the parameters, `hessian`: the largest eigenvalue.")
        {
            Vocabulary = SharpnessMeasures.All,
            MayBeEmpty = true,
            DefaultText = "none",
        },
        Setting.Integer("sharpness_images", null, 1, MaxImages, "Test images that sharpness is measured on, from the front.") with { DefaultText = "500, or all if there are fewer" },
        Setting.Word("sharpness_metric", null, [SharpnessMetrics.Sam, SharpnessMetrics.Asam], "The ball of `worst-loss`.") with { DefaultText = "`sam`" },
        Setting.Number("sharpness_rho", null, new(0, 100, MinOpen: true), "Radius of the ball, over all parameters.") with { DefaultText = "0.05 for sam, 0.5 for asam" },
        Setting.Integer("sharpness_steps", null, 0, 1000, "Steps of the ascent in the ball; 0: SAM's single step alone.") with { DefaultText = "20" },
        Setting.Integer("hessian_rounds", null, 2, 10_000, "Most rounds of the power iteration; one that has not settled by then is no result.") with { DefaultText = "100" },
        Setting.Word(ShiftedName, null, DataSets.InFiles, "A second test set, of the same classes as `data` and at its image size: the form in which its files lie.") with { DefaultText = "none" },
        new(ShiftedFolder, SettingType.Text, "Where that set lies: a folder, or a file of records; what does not begin at the root begins in the folder of `--data`.")
        {
            IsPlace = true,
            DefaultText = "none",
        },
        Setting.Flag("latency", true, "Measure the time of a forward pass."),
    ];

    public static readonly SettingLayout Layout = new(Settings);
}
