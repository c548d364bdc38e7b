using System.Globalization;
using System.Text.RegularExpressions;
using AdaSapSweep.Shared.Store.Columns;
using AdaSapSweep.Shared.Store.Results;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary>
/// Conditions on trials, as <c>--where "method=adasap,size_ratio&lt;=0.5"</c>: an axis, a measurement, <c>state</c> or <c>number</c> against a value. All must hold. Numbers are compared as
/// numbers, anything else as text; a trial that does not have the name fulfils none.
/// </summary>
internal sealed partial class TrialConditions
{
    private static readonly string[] Own = ["state", "number"];

    private readonly (string Name, string Operator, string Value)[] _conditions;

    private TrialConditions((string, string, string)[] conditions) => _conditions = conditions;

    /// <returns>Those that fulfil all; at least one.</returns>
    /// <exception cref="UsageException">A text that is no condition, a name that no trial has, or nothing is left.</exception>
    public static IReadOnlyList<TrialRow> Keep(IReadOnlyList<TrialRow> trials, string? asked)
    {
        if (asked is null) return trials;
        var known = NamesIn(trials);
        var conditions = asked.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Parsed).ToArray();
        if (conditions.Length == 0) throw new UsageException("adasap: --where: there is no condition; expected NAME=VALUE, as method=adasap, or <, <=, >, >=, != in place of =");
        foreach (var (name, _, _) in conditions) KnownWord.Require(name, known, "--where", "axis or measurement");
        var all = new TrialConditions(conditions);
        IReadOnlyList<TrialRow> kept = [.. trials.Where(all.Hold)];
        return kept.Count > 0 ? kept : throw new UsageException($"adasap: --where: none of the {trials.Count} trials fulfils '{asked}'; 'adasap results' shows their axes");
    }

    /// <summary>Everything that a trial can be asked for or sorted by.</summary>
    public static List<string> NamesIn(IReadOnlyList<TrialRow> trials) =>
        [.. Own, .. trials.SelectMany(t => ResultsTable.AxesOf(t).Keys.Concat(t.Measurements.Keys)).Append("method").Distinct().Order(StringComparer.Ordinal)];

    /// <returns>As text; null where the trial does not have it.</returns>
    public static string? Find(TrialRow trial, string name) => name switch
    {
        "state" => trial.State.ToColumn(),
        "number" => trial.Number.ToString(CultureInfo.InvariantCulture),
        "method" => trial.Method,
        _ when ResultsTable.AxesOf(trial).TryGetValue(name, out var axis) => ResultsCsv.Text(axis),
        _ when trial.Measurements.TryGetValue(name, out var found) && found.Rejection is null => found.Value.ToString("R", CultureInfo.InvariantCulture),
        _ => null,
    };

    public static double? Number(string? text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private bool Hold(TrialRow trial) => _conditions.All(condition => Find(trial, condition.Name) is { } found && Holds(found, condition.Operator, condition.Value));

    private static bool Holds(string found, string operation, string value)
    {
        var order = Number(found) is { } one && Number(value) is { } other ? one.CompareTo(other) : string.CompareOrdinal(found, value);
        return operation switch
        {
            "=" => order == 0,
            "!=" => order != 0,
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            _ => order >= 0,
        };
    }

    private static (string Name, string Operator, string Value) Parsed(string text) => Condition().Match(text) is { Success: true } match
        ? (match.Groups["name"].Value, match.Groups["operator"].Value, match.Groups["value"].Value)
        : throw new UsageException($"adasap: --where: '{text}' is no condition; expected NAME=VALUE, as method=adasap, or <, <=, >, >=, != in place of =");

    [GeneratedRegex(@"^(?<name>[^\s=!<>]+)\s*(?<operator>!=|<=|>=|=|<|>)\s*(?<value>[^=!<>]+)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Condition();
}
