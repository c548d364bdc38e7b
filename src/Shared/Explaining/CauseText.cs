using System.Collections.Immutable;
using AdaSapSweep.Shared.SweepFiles.Checking;

namespace AdaSapSweep.Shared.Explaining;

/// <summary>A cause in words, to follow "because".</summary>
public static class CauseText
{
    private const int MostDifferences = 6;
    private const int MostFields = 2;
    private const int LongestValue = 60;
    private const int FingerprintDigits = 10;

    /// <param name="path">From the root to the stage that is explained.</param>
    /// <param name="sweep">Trials of other sweeps are named with their sweep.</param>
    public static string Of(StageCause cause, ImmutableArray<KnownStage> path, string sweep)
    {
        var kind = path[^1].Kind;
        if (cause.Nearest is not { } nearest) return $"there was no {kind} in the store before";
        var told = cause.Differences.Take(MostDifferences).ToList();
        var own = told.Where(d => d.Of == DifferenceOf.Setting && d.Kind == kind).ToList();
        IEnumerable<string> parts =
        [
            .. told.Where(d => d.Of == DifferenceOf.Recipe).Select(d => $"recipe {d.Name} is version {d.Own}, the earlier result is of version {d.Other}"),
            .. told.Where(d => d.Of == DifferenceOf.Data).Select(d => $"the {(d.Name == ShiftedDifference.Key ? "shifted " : "")}data set's content differs (fingerprint {Short(d.Own)} instead of {Short(d.Other)})"),
            .. told.Where(d => d.Of == DifferenceOf.Setting && d.Kind != kind).GroupBy(d => d.Kind).Select(g => OfAncestor(g, cause, path)),
            .. own.Count == 0 ? [] : new[] { OfItsOwn(own) },
        ];
        var more = cause.Differences.Length > MostDifferences ? FormattableString.Invariant($" and {cause.Differences.Length - MostDifferences} more") : "";
        var has = own.Count == 0 ? "" : $" has {Words.And(own.Select(d => Value(d.Other)))}";
        return $"{string.Join("; ", parts)}{more}; nearest: {nearest.Key.Prefix}{Trial(cause.NearestTrial, sweep)}{has}";
    }

    private static string OfItsOwn(List<StageDifference> own) => own.Count == 1
        ? $"none that is otherwise the same had {own[0].Name} {Value(own[0].Own)}{Fields(own[0])} before"
        : $"none had {Words.And(own.Select(d => $"{d.Name} {Value(d.Own)}{Fields(d)}"))} together before";

    private static string OfAncestor(IGrouping<string, StageDifference> differences, StageCause cause, ImmutableArray<KnownStage> path)
    {
        var relation = path.Length > 1 && path[^2].Kind == differences.Key ? "parent" : "ancestor";
        var verb = cause.ParentRanAnew ? "ran anew" : "is another one";
        return $"its {relation} {differences.Key} {verb}: {Words.And(differences.Select(d => $"{d.Name} {Value(d.Own)} instead of {Value(d.Other)}{Fields(d)}"))}";
    }

    /// <summary>Where a key of the file goes by another name in the stage.</summary>
    private static string Fields(StageDifference difference)
    {
        if (difference.Fields.IsEmpty || difference.Fields.Contains(difference.Name)) return "";
        return $" ({string.Join(", ", difference.Fields.Take(MostFields))}{(difference.Fields.Length > MostFields ? ", ..." : "")})";
    }

    private static string Trial(KnownTrial? trial, string sweep) =>
        trial is null ? "" : FormattableString.Invariant($" of trial {trial.Number}{(trial.Sweep == sweep ? "" : $" of sweep '{trial.Sweep}'")}");

    private static string Value(string? json)
    {
        var text = json?.Trim('"') ?? "nothing";
        return text.Length > LongestValue ? $"{text[..LongestValue]}..." : text;
    }

    private static string Short(string? fingerprint) => fingerprint is { Length: > FingerprintDigits } ? fingerprint[..FingerprintDigits] : fingerprint ?? "";
}
