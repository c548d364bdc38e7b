using System.Collections.Immutable;
using AdaSapSweep.Shared.Store.Results;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary>Measurements by name, as <c>--columns clean_accuracy,corruption_accuracy.*</c> asks for them.</summary>
internal static class ChosenMeasurements
{
    /// <returns>Null when nothing was asked for.</returns>
    /// <exception cref="UsageException">A name that no trial has.</exception>
    public static ImmutableArray<string>? Of(IReadOnlyList<TrialRow> trials, string? asked)
    {
        if (asked is null) return null;
        var known = trials.SelectMany(t => t.Measurements.Keys).Distinct().Order(StringComparer.Ordinal).ToList();
        var words = asked.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        ImmutableArray<string> names = [.. words.SelectMany(word => word.Contains('*', StringComparison.Ordinal) ? known.Where(name => Fits(name, word)) : [word])];
        foreach (var name in names) KnownWord.Require(name, known, "--columns", "measurement");
        if (names.IsEmpty) throw new UsageException($"adasap: --columns: no measurement fits '{asked}'; 'adasap results --format json' has all there are");
        return names;
    }

    /// <summary>A star stands for one part between dots.</summary>
    private static bool Fits(string name, string pattern)
    {
        var (parts, asked) = (name.Split('.'), pattern.Split('.'));
        return parts.Length == asked.Length && parts.Zip(asked).All(pair => pair.Second == "*" || pair.First == pair.Second);
    }
}
