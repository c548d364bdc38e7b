namespace AdaSapSweep.Training.Evaluation;

/// <summary>Names under which the numbers of an evaluation are stored. Accuracies and ratios are in [0, 1].</summary>
public static class MeasurementNames
{
    public const string CleanAccuracy = "clean_accuracy";

    /// <summary>Mean cross-entropy in nats.</summary>
    public const string CleanLoss = "clean_loss";

    public const string PgdAccuracy = "pgd_accuracy";

    /// <summary>Under one gradient step of the ball's radius from the image.</summary>
    public const string FgsmAccuracy = "fgsm_accuracy";

    /// <summary>Under PGD on the margin of the logits.</summary>
    public const string CwAccuracy = "cw_accuracy";

    /// <summary>Clean accuracy on the images that were attacked.</summary>
    public const string CleanAccuracyAttacked = "clean_accuracy_attacked";

    /// <summary>Begins the names of what was measured on the network of the best epoch by validation.</summary>
    public const string OfBest = "best_";

    /// <summary>From 1, within the last training stage.</summary>
    public const string BestEpoch = "best_epoch";

    /// <summary>Begins the names of what was measured on training images that are not augmented.</summary>
    public const string OfTraining = "train_";

    /// <summary>PGD accuracy of the best epoch's network less that of the last one, on test images.</summary>
    public const string RobustOverfitting = "robust_overfitting";

    /// <summary>The same of clean accuracies: usually negative.</summary>
    public const string CleanDifference = "clean_difference";

    /// <summary>PGD accuracy on training images less that on test images, of the last network.</summary>
    public const string RobustGeneralisationGap = "robust_generalisation_gap";

    /// <summary>The same of clean accuracies.</summary>
    public const string CleanGeneralisationGap = "clean_generalisation_gap";

    /// <summary>Standing after all four parts of AutoAttack; of all attacked images, as the four below.</summary>
    public const string AutoAttackAccuracy = "autoattack_accuracy";

    /// <summary>Clean accuracy on the images that AutoAttack had.</summary>
    public const string AutoAttackCleanAccuracy = "autoattack_clean_accuracy";

    /// <summary>Standing after the first part; each later part has only the images that stand.</summary>
    public const string ApgdCeAccuracy = "apgd_ce_accuracy";

    public const string ApgdTAccuracy = "apgd_t_accuracy";
    public const string FabTAccuracy = "fab_t_accuracy";
    public const string SquareAccuracy = "square_accuracy";

    /// <summary>Wrong classes that the targeted parts tried: 9 in the standard version, fewer when there are no more.</summary>
    public const string AutoAttackTargets = "autoattack_targets";

    /// <summary>Mean over the kinds and severities that were asked for; with <c>.KIND</c> over severities, with <c>.KIND.SEVERITY</c> of one.</summary>
    public const string CorruptionAccuracy = "corruption_accuracy";

    /// <summary>R_C: corruption accuracy over clean accuracy on the same images.</summary>
    public const string RelativeRobustness = "relative_robustness";

    /// <summary>Suffix of a mean over the 15 kinds of the benchmark; it is there when all of them were asked for.</summary>
    public const string OfBenchmark = "_15";

    /// <summary>Suffix of a mean over all 19 kinds; the same.</summary>
    public const string OfAllKinds = "_19";

    /// <summary>On the images of a second test set; all of them.</summary>
    public const string ShiftedAccuracy = "shifted_accuracy";

    /// <summary>Mean cross-entropy in nats.</summary>
    public const string ShiftedLoss = "shifted_loss";

    /// <summary>Shifted over clean accuracy, each on all images of its set.</summary>
    public const string RelativeRobustnessShifted = "relative_robustness_shifted";

    /// <summary>Highest loss found within the ball, less the loss at its centre; nats.</summary>
    public const string SharpnessLossIncrease = "sharpness_loss_increase";

    /// <summary>The same at the end of SAM's single step.</summary>
    public const string SharpnessOneStepIncrease = "sharpness_one_step_increase";

    /// <summary>Largest eigenvalue of the Hessian of the mean loss.</summary>
    public const string HessianTopEigenvalue = "hessian_top_eigenvalue";

    /// <summary>|H v - l v| at the end of the power iteration.</summary>
    public const string HessianResidual = "hessian_residual";

    public const string Parameters = "parameters";
    public const string ParameterRatio = "parameter_ratio";
    public const string Macs = "macs";
    public const string MacsRatio = "macs_ratio";
    public const string Sparsity = "sparsity";

    /// <summary>With a layer's name behind it; of sparse networks only.</summary>
    public const string LayerSparsity = "layer_sparsity.";

    /// <summary>Multiply-accumulates of an image, those of weights that are zero left out; of sparse networks only.</summary>
    public const string SparseMacs = "sparse_macs";

    /// <summary>The same over the dense network's.</summary>
    public const string SparseMacsRatio = "sparse_macs_ratio";

    /// <summary>Multiply-accumulates that training took, from random weights on.</summary>
    public const string TrainingMacs = "training_macs";

    /// <summary>The same by the rule of the sparse training paper.</summary>
    public const string TrainingMacsOfPaper = "training_macs_paper";

    /// <summary>Median time of a forward pass of one batch.</summary>
    public const string LatencyMs = "latency_ms";

    public const string LatencyImagesPerSecond = "latency_images_per_second";

    /// <summary>Time of a batch over that of the dense network, timed beside it; of trials that asked for a share of the latency.</summary>
    public const string LatencyRatio = "latency_ratio";
}
