using System.Globalization;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.Shared.Store.Results;
using AdaSapSweep.Shared.SweepFiles.Checking;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary>What <c>why</c> was asked about; exactly one of the two is there.</summary>
internal readonly record struct WhySubject(TrialId? Trial, StageKey? Stage)
{
    private const int MostCandidates = 10;
    private const int ShortestPrefix = 4;
    private const int WholeName = 64;
    private const int MostNumberDigits = 7;

    /// <exception cref="UsageException">Nothing, or more than one thing, goes by that name.</exception>
    public static WhySubject Find(StoreReader store, SweepRow sweep, string word)
    {
        if (NumberOf(word) is { } number && store.Explanation.TrialOf(sweep.Id, number) is { } numbered) return new(numbered, null);
        if (word.Length is < ShortestPrefix or > WholeName || !word.All(char.IsAsciiHexDigitLower)) throw Unknown(store, sweep, word);
        var found = store.Explanation.NamesFrom(word, sweep.Id, MostCandidates + 1);
        return found.Count switch
        {
            0 => throw Unknown(store, sweep, word),
            1 when found[0].Number is not null => new(new TrialId(found[0].Id), null),
            1 => new(null, new StageKey(found[0].Id)),
            _ => throw new UsageException([
                $"adasap: '{word}' is the beginning of more than one name; give more of it:",
                .. found.Take(MostCandidates).Select(n => $"  {n.Id}  {Described(n)}"),
                .. found.Count > MostCandidates ? ["  ..."] : Array.Empty<string>()]),
        };
    }

    public static int? NumberOf(string word) =>
        word.Length <= MostNumberDigits && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    private static string Described(StoredName name) => name.Number is { } number ? FormattableString.Invariant($"trial {number}") : $"stage {name.Kind}";

    private static UsageException Unknown(StoreReader store, SweepRow sweep, string word)
    {
        var last = store.Explanation.LastNumber(sweep.Id);
        if (NumberOf(word) is not null) return new($"adasap: sweep '{sweep.Name}' has no trial {word}; its trials are 1 to {last.ToString(CultureInfo.InvariantCulture)}");
        var names = word.Length is >= ShortestPrefix and <= WholeName ? store.Query.Stages(sweep.Id).Select(s => s.Key.Value[..word.Length]).Distinct() : [];
        var hint = NearestWord.Of(word, names) is { } meant ? $"did you mean '{meant}'?"
            : $"expected a trial's number (1 to {last.ToString(CultureInfo.InvariantCulture)}), or the first digits of a trial's id or a stage's key ({ShortestPrefix} or more; 'adasap status' and 'adasap plan' show them)";
        return new($"adasap: there is no trial or stage '{word}' in sweep '{sweep.Name}'; {hint}");
    }
}
