using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.SweepFiles.Settings;

/// <summary>Keys of a grid beside the training settings. Which method uses which is said by the recipes.</summary>
public static class MethodSettings
{
    internal const int MaxEpochs = 10_000;

    private static readonly NumberRange Radius = new(0, 100);

    public static readonly IReadOnlyList<SettingDefinition> All =
    [
        Setting.Word("architecture", Architectures.ResNet20, Architectures.All, "The network."),
        Setting.Word(
            "stem", null, Stems.All,
            $"Form of a network that has two, for small images and for large ones: {string.Join(", ", Architectures.WithImageNetStem)}. `auto`: `imagenet` from {Stems.ImageNetFrom} pixels up.") with
        {
            DefaultText = "`auto`",
        },
        Setting.Integer("epochs", 30, 1, MaxEpochs, "Epochs of the method's main stage (200 in the sparse training paper)."),

        Setting.Integer("pretrain_epochs", 30, 1, MaxEpochs, "Epochs of dense training before anything else; shared by all trials that start alike."),
        Setting.Integer("adapt_epochs", 3, 0, MaxEpochs, "Epochs between pretraining and pruning, in `adasap` of adaptive perturbation; 0 leaves the step out."),
        Setting.Integer("prune_epochs", 9, 1, MaxEpochs, "Epochs over which channels are removed, in `adasap` still under adaptive perturbation."),
        Setting.Integer("robust_epochs", 18, 0, MaxEpochs, "Epochs after pruning, in `adasap` of uniform perturbation; 0 leaves the step out."),
        Setting.Number("finetune_learning_rate", 0.01, TrainingSection.LearningRates, "Peak learning rate of every stage after pretraining."),
        Setting.Word("criterion", Criteria.L2, Criteria.All, "Score that sets the radii and chooses the channels to remove."),
        Setting.Word("group_reduction", null, GroupReductions.All, "How the layers of coupled channels become one score.") with
        {
            DefaultText = "`default`: the criterion's own way",
        },
        Setting.Word("score_normalisation", null, ScoreNormalisations.All, "What the scores of a group are divided by before groups are compared.") with
        {
            DefaultText = "`default`: mean for l1, l2 and fpgm, else none",
        },
        Setting.Word("ranking", null, Rankings.All, "The lowest scores of the network go first, or the same share of every group.") with { DefaultText = "`global`" },
        Setting.Number("score_momentum", null, new(0, 1, MaxOpen: true), "Weight of the scores before a cut in those after it; of scores from gradients.") with
        {
            DefaultText = "0: forgotten at every cut",
        },
        .. KeptShare.Settings,
        Setting.Number("rho_max", 0.5, Radius, "Radius of the least important neuron."),
        Setting.Number("rho_min", null, Radius, "Radius of the most important neuron.") with
        {
            DerivedDefault = values => SettingValue.Of(0.005 * values.Number("rho_max")),
            DefaultText = "0.005 × rho_max",
        },
        Setting.Word("metric", SharpnessMetrics.Asam, SharpnessMetrics.All, "Metric of the adaptive perturbation."),
        Setting.Word("normalisation", Normalisations.Neuron, Normalisations.All, "One ball for each neuron, for each coupled row of it, or one over all perturbed parameters."),
        Setting.Word("perturb", null, PerturbedParameters.All, "Parameters that are perturbed: weights, with batch norms, or with biases too.") with
        {
            DefaultText = "`all` for sam and asam, `weights` for adasap",
        },
        Setting.Word("radius_order", null, RadiusOrders.All, "Which neurons get `rho_max`; `important` turns AdaSAP upside down, as an ablation.") with
        {
            DefaultText = "`unimportant`",
        },
        Setting.Word("scope", ScoreScopes.Layer, ScoreScopes.All, "Over what the smallest and the largest score are taken."),
        Setting.Number("eta", 0.01, new(0, 10), "Added to the absolute weights by the asam metric."),
        Setting.Integer("cuts", 10, 1, 10_000, "Number of removals that the pruning stage spreads out."),
        Setting.Word("pruning_schedule", PruningSchedules.Exponential, PruningSchedules.All, "How the size falls from cut to cut."),
        Setting.Integer("channel_multiple", null, 1, 1024, "What stays of every group that loses channels is a multiple of this; the share is then met as nearly as whole bundles allow.") with
        {
            DefaultText = "1: one by one",
        },
        Setting.Number("uniform_rho", null, Radius, "Radius of the uniform perturbation after pruning.") with
        {
            DerivedDefault = values => SettingValue.Of(values.Word("uniform_metric") == SharpnessMetrics.Asam ? 1.0 : 0.05),
            DefaultText = "1 for asam, else 0.05",
        },
        Setting.Word("uniform_metric", SharpnessMetrics.Asam, SharpnessMetrics.All, "Metric of the uniform perturbation."),
        Setting.Word("uniform_normalisation", Normalisations.Global, Normalisations.All, "As `normalisation`, for the uniform perturbation."),
        Setting.Word("uniform_perturb", null, PerturbedParameters.All, "As `perturb`, for the uniform perturbation.") with { DefaultText = "`weights`" },
        Setting.Number("rho", null, Radius, "Radius of SAM or ASAM, in every stage that the method trains with it.") with
        {
            DefaultText = "0.05 for sam, 1 for asam",
        },

        Setting.Number("sparsity", 0.8, new(0, 1, MinOpen: true, MaxOpen: true), "Share of the prunable weights that are zero; in `small-dense`, of the mask whose number of parameters the network has."),
        Setting.Word("mask_criterion", InitialMasks.Random, InitialMasks.All, "What chooses the weights of a mask that is drawn before training and stays."),
        Setting.Integer("mask_images", null, 1, 10_000_000, "Training images that `snip` reads.") with { DefaultText = "a batch" },
        Setting.Integer("mask_images_per_class", null, 1, 1_000_000, "Training images of each class that `grasp` reads.") with { DefaultText = $"{MaskSettings.UsualImagesPerClass}" },
        Setting.Number("grasp_temperature", null, new(0, 1_000_000, MinOpen: true), "What `grasp` divides the logits by.") with { DefaultText = $"{MaskSettings.UsualTemperature}" },
        Setting.Integer("synflow_rounds", null, 1, 10_000, "Rounds in which `synflow` removes weights and scores the rest anew.") with { DefaultText = $"{MaskSettings.UsualRounds}" },
        Setting.Integer("dense_epochs", null, 1, MaxEpochs, "Epochs of dense adversarial training before its smallest weights go.") with
        {
            DerivedDefault = values => SettingValue.Of((long)values.WholeNumber("epochs")),
            DefaultText = "as `epochs`",
        },
        Setting.Integer("search_epochs", 30, 1, MaxEpochs, "Most epochs of dense training in search of a ticket."),
        Setting.Integer("ticket_window", 5, 2, 100, "Masks compared, the newest included."),
        Setting.Number("ticket_distance", null, new(0, 1), "The search stops when no older mask is farther than this from the newest.") with
        {
            DerivedDefault = values => SettingValue.Of(values.Find("ticket")?.Word == TicketForms.Channels ? 0.1 : 0.08),
            DefaultText = "0.1 for `ticket: channels`, else 0.08",
        },
        Setting.Word("ticket", null, TicketForms.All, "Single weights under a mask, or whole channels: then the scales of batch norms are watched, and channels are removed until a share of 1 - sparsity of the parameters is left.") with
        {
            DefaultText = "`weights`",
        },
        Setting.Word("search_training", null, SearchTrainings.All, "Images of the search: clean, or attacked by a single step from a random start (of 1.25 radii) or by the training attack.") with
        {
            DefaultText = "`clean`",
        },
        new("search_sparsities", SettingType.Numbers, "Sparsities that one search watches beside the trial's own. Trials whose sparsities are all in the list share their search.")
        {
            Range = new(0, 1, MinOpen: true, MaxOpen: true),
            DefaultText = "none: each sparsity has a search of its own",
        },
        Setting.Word("budget", LayerBudgets.Igq, LayerBudgets.All, "How the random mask is spread over layers."),
        Setting.Integer("update_interval", 900, 1, 10_000_000, "Optimizer steps between two changes of the mask."),
        Setting.Number("death_rate", 0.5, new(0, 1, MaxOpen: true), "Share of a layer's active weights that the first change replaces."),
        Setting.Number("final_death_rate", 0.005, new(0, 1, MaxOpen: true), "Share that the last change replaces; a cosine lies between."),
        Setting.Word("growth", GrowthRules.Random, GrowthRules.All, "What chooses the weights that come back."),
        Setting.Word("regrow", null, RegrowRules.All, "Whether weights that a change has just killed may come back in the same change.") with { DefaultText = "`allowed`" },
        Setting.Integer("late_update_interval", null, 1, 10_000_000, "Steps between two changes after more than half of the epochs (1200 in the official scripts).") with
        {
            DefaultText = "`update_interval`",
        },
        Setting.Integer("density_window", 4, 1, 1000, "Changes from epoch to epoch that a change of the density goes by."),
        Setting.Number("density_prune_ratio", 0.4, new(0, 10), "Weights killed for good when the robust gap widens, as a share of those replaced."),
        Setting.Number("density_growth_ratio", 0.05, new(0, 10), "Weights added when the robust validation loss does not fall, as a share of those replaced."),
        Setting.Number("density_threshold", 0.5, new(0, 1, MinOpen: true), "Share of the changes in the window from which on the mask is pruned or grown."),
        Setting.Number("density_start", 0.5, new(0, 1), "Share of the epochs before which the density stays."),
        Setting.Number("density_floor", null, new(0, 1), "No change prunes below this share of the weights.") with { DefaultText = "none" },
        Setting.Number("density_ceiling", null, new(0, 1), "No change grows above this share of the weights.") with { DefaultText = "none" },

        .. AdversarialSettings.All,
        .. DistillationKeys.All,
    ];
}
