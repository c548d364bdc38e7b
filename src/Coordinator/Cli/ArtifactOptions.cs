using System.CommandLine;
using System.Globalization;
using AdaSapSweep.Coordinator.Scheduling;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary>The flags that say what becomes of artifacts.</summary>
internal static class ArtifactOptions
{
    private static readonly Dictionary<string, KeepArtifacts> Ways = Enum.GetValues<KeepArtifacts>().ToDictionary(k => k.ToString().ToLowerInvariant());

    public static Option<string> Keep()
    {
        var option = new Option<string>("--keep")
        {
            Description = "Which artifacts stay when nothing needs them: all, the trained networks (leaves), or none",
            DefaultValueFactory = _ => "all",
            HelpName = "all|leaves|none",
        };
        option.CompletionSources.Add([.. Ways.Keys]);
        option.Validators.Add(result =>
        {
            if (result.GetValue(option) is { } asked && !Ways.ContainsKey(asked)) result.AddError($"--keep: '{asked}' is not known here; expected {string.Join(", ", Ways.Keys)}");
        });
        return option;
    }

    public static Option<string?> DiskBudget()
    {
        var option = new Option<string?>("--disk-budget") { Description = "Bytes that artifacts and checkpoints may take, as 500MiB or 20GiB", HelpName = "SIZE" };
        option.Validators.Add(result =>
        {
            if (result.GetValue(option) is { } asked && Bytes(asked) is null) result.AddError($"--disk-budget: '{asked}' is no size; expected a number above 0 with KiB, MiB, GiB or TiB, as 20GiB");
        });
        return option;
    }

    public static KeepArtifacts KeepOf(string word) => Ways[word];

    /// <returns>Null when the text is no size.</returns>
    public static long? Bytes(string text)
    {
        string[] units = ["KiB", "MiB", "GiB", "TiB"];
        var unit = Array.FindIndex(units, u => text.EndsWith(u, StringComparison.OrdinalIgnoreCase));
        var digits = unit < 0 ? text : text[..^3].TrimEnd();
        if (!double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)) return null;
        var bytes = value * Math.Pow(1024, unit + 1);
        return bytes is >= 1 and < long.MaxValue ? (long)bytes : null;
    }
}
