namespace AdaSapSweep.Coordinator.Reporting;

/// <summary>Numbers of epochs that are drawn, by the names under which training reports them.</summary>
internal static class EpochNames
{
    public const string Loss = "loss";
    public const string Accuracy = "accuracy";
    public const string ValidationAccuracy = "validation_accuracy";
    public const string ValidationRobustAccuracy = "validation_robust_accuracy";
    public const string ValidationRobustLoss = "validation_robust_loss";
    public const string Sparsity = "sparsity";
    public const string Parameters = "parameters";

    /// <summary>In the order in which they are shown.</summary>
    public static readonly string[] All = [Loss, Accuracy, ValidationAccuracy, ValidationRobustAccuracy, ValidationRobustLoss, Parameters, Sparsity];
}
