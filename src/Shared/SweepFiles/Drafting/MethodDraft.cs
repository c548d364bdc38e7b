using System.Globalization;
using AdaSapSweep.Shared.SweepFiles.Settings;

namespace AdaSapSweep.Shared.SweepFiles.Drafting;

/// <summary>What a drafted grid says of its method: few epochs, and the one axis that everybody asks for.</summary>
internal static class MethodDraft
{
    private const string Epochs = "epochs";

    /// <summary>In the order in which a grid shows them; a method has those that it uses.</summary>
    private static readonly (string Key, string Value)[] Shown =
    [
        (Epochs, "10"), ("pretrain_epochs", "10"), ("adapt_epochs", "1"), ("prune_epochs", "3"), ("robust_epochs", "4"), ("search_epochs", "8"),
        ("criterion", "taylor"), ("size_ratio", "[0.6, 0.4]"), ("cuts", "5"), ("sparsity", "[0.8, 0.9]"), ("mask_criterion", "[random, snip]"),
    ];

    /// <summary>Trains on attacked images.</summary>
    public static bool IsAdversarial(string method) => GridSettings.LayoutOf(method).Has("attack_steps");

    /// <param name="stepsPerEpoch">A mask that moves does so once an epoch.</param>
    public static IEnumerable<(SettingDefinition Setting, string Value)> Of(string method, int stepsPerEpoch) =>
        Shown.Append(("update_interval", stepsPerEpoch.ToString(CultureInfo.InvariantCulture)))
            .Where(shown => GridSettings.LayoutOf(method).Has(shown.Item1))
            .Select(shown => (GridSettings.Find(shown.Item1)!, shown.Item2));
}
