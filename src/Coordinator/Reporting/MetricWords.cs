namespace AdaSapSweep.Coordinator.Reporting;

/// <summary>What measurements and numbers of epochs are called, and which of them there are to compare by.</summary>
internal static class MetricWords
{
    /// <summary>In the order in which they are shown.</summary>
    public static readonly string[] Accuracies = ["clean_accuracy", "pgd_accuracy", "autoattack_accuracy", "corruption_accuracy", "shifted_accuracy"];

    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["clean_accuracy"] = "clean accuracy",
        ["pgd_accuracy"] = "accuracy under PGD",
        ["autoattack_accuracy"] = "accuracy under AutoAttack",
        ["corruption_accuracy"] = "accuracy under corruptions",
        ["shifted_accuracy"] = "accuracy on the second test set",
        ["parameters"] = "parameters",
        ["macs"] = "MACs of an image",
        ["sparse_macs"] = "MACs of an image without zero weights",
        ["latency_ms"] = "latency, ms",
        ["loss"] = "training loss",
        ["accuracy"] = "training accuracy",
        ["validation_accuracy"] = "validation accuracy",
        ["validation_robust_accuracy"] = "validation accuracy under attack",
        ["validation_robust_loss"] = "validation loss under attack",
    };

    public static string Of(string name) => Known.GetValueOrDefault(name) ?? name.Replace('_', ' ');

    public static Unit UnitOf(string name) => name switch
    {
        "parameters" or "macs" or "sparse_macs" => Unit.Count,
        "sparsity" => Unit.Share,
        _ => name.EndsWith("accuracy", StringComparison.Ordinal) || name.StartsWith("corruption_accuracy.", StringComparison.Ordinal) ? Unit.Share : Unit.Number,
    };

    /// <summary>With a capital.</summary>
    public static string Heading(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
