namespace AdaSapSweep.Training.Stages;

/// <summary>One number of one epoch.</summary>
/// <param name="Epoch">From 1 within the stage.</param>
public readonly record struct EpochValue(int Epoch, string Name, double Value);

/// <summary>Names of the numbers that every epoch of training reports.</summary>
public static class EpochMetrics
{
    /// <summary>Mean training loss, of the first pass over each batch.</summary>
    public const string Loss = "loss";

    /// <summary>Training accuracy as the epoch went, on the images that were trained on: augmented, attacked.</summary>
    public const string Accuracy = "accuracy";

    /// <summary>On the images held out, in evaluation mode; of stages that validate only, as the two below.</summary>
    public const string ValidationAccuracy = "validation_accuracy";

    /// <summary>Under the validation's attack; of stages that train on attacked images only, as the loss.</summary>
    public const string ValidationRobustAccuracy = "validation_robust_accuracy";

    /// <summary>Mean cross-entropy on the attacked images, in nats.</summary>
    public const string ValidationRobustLoss = "validation_robust_loss";

    /// <summary>Of the epoch's last step.</summary>
    public const string LearningRate = "learning_rate";

    /// <summary>What the loss is multiplied by at the end of the epoch; of stages in float16 only.</summary>
    public const string LossScale = "loss_scale";

    /// <summary>Parameters at the end of the epoch.</summary>
    public const string Parameters = "parameters";

    /// <summary>Multiply-accumulates of an image at the end of the epoch; of stages that cut to a number of them only.</summary>
    public const string Macs = "macs";

    /// <summary>Multiply-accumulates that the stage's training has spent up to the end of the epoch.</summary>
    public const string TrainingMacs = "training_macs";

    /// <summary>Multiply-accumulates of an image at the end of the epoch, those of weights under the mask left out; of masked stages only.</summary>
    public const string SparseMacs = "sparse_macs";

    /// <summary>With a layer's name behind it: share of its weights that the mask holds at zero; of stages whose mask moves only.</summary>
    public const string LayerSparsity = "layer_sparsity.";

    /// <summary>Sum of the layers' measured times at the end of the epoch, of a batch in milliseconds; of stages that cut to a latency only.</summary>
    public const string EstimatedLatency = "estimated_latency_ms";

    /// <summary>Share of the weights under the mask that it holds at zero; of masked stages only.</summary>
    public const string Sparsity = "sparsity";

    /// <summary>Largest distance from a newest mask to the older ones in its window, of the masks that had not settled; of ticket searches only.</summary>
    public const string MaskDistance = "mask_distance";
}
