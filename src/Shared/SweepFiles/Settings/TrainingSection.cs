using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.SweepFiles.Settings;

/// <summary>Settings that every method trains with; fixed under <c>training</c>, or a key of a grid.</summary>
public static class TrainingSection
{
    /// <summary>No rate is too high to ask for: a run that diverges says so.</summary>
    public static readonly NumberRange LearningRates = new(0, 1e9, MinOpen: true);

    public static readonly IReadOnlyList<SettingDefinition> Settings =
    [
        Setting.Integer("batch_size", 128, 1, 65_536, "Images a step."),
        Setting.Number("learning_rate", 0.1, LearningRates, "Peak learning rate of SGD."),
        Setting.Number("momentum", 0.9, new(0, 1, MaxOpen: true), "Momentum of SGD."),
        Setting.Number("weight_decay", 5e-4, new(0, 1), "Weight decay, on all parameters."),
        Setting.Word("schedule", LearningRateSchedules.Cosine, LearningRateSchedules.All, "How the learning rate falls within a stage."),
        new("milestones", SettingType.Numbers, "Shares of a stage's epochs after which `multistep` multiplies the rate by 0.1.")
        {
            Range = new(0, 1, MinOpen: true, MaxOpen: true),
            Default = SettingValue.Of([0.5, 0.75]),
        },
        Setting.Number("cyclic_peak", null, new(0, 1, MinOpen: true, MaxOpen: true), "Share of a stage's steps over which `cyclic` raises the rate from 0 to the peak, in a line; it falls back to 0 over the rest.") with
        {
            DefaultText = "0.5; 0.4 for robust-bird",
        },
        Setting.Integer("warmup_epochs", 0, 0, 1000, "First epochs over which the rate rises linearly, in stages that start from random weights or a new mask; not with `cyclic`."),
        Setting.Number("label_smoothing", 0, new(0, 1, MaxOpen: true), "Share of the target spread over all classes."),
        Setting.Flag("augment", true, "Pad, crop at random and flip training images."),
        Setting.Number("colour_jitter", null, new(0, 1), "Brightness, contrast and saturation of each training image by factors from 1 - this to 1 + this.") with
        {
            DefaultText = "0, which leaves colours alone",
        },
        Setting.Word("precision", null, Precisions.All, "What convolutions and linear layers compute in while training; weights, optimizer, batch norms and losses are float32 always. `float16` needs a GPU.") with
        {
            DefaultText = "`float32`",
        },
    ];

    public static readonly SettingLayout Layout = new(Settings);
}
