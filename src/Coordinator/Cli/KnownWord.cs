using AdaSapSweep.Shared.SweepFiles.Checking;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary>Words of flags that must be one of a list.</summary>
internal static class KnownWord
{
    /// <exception cref="UsageException">The word is none of them; it names the nearest.</exception>
    public static void Require(string word, List<string> known, string flag, string what)
    {
        if (known.Contains(word, StringComparer.Ordinal)) return;
        var hint = NearestWord.Of(word, known) is { } meant ? $"did you mean '{meant}'?" : known.Count == 0 ? "there is none yet; 'adasap status' says how far the sweep is" : $"there are {string.Join(", ", known.Take(20))}";
        throw new UsageException($"adasap: {flag}: there is no {what} '{word}'; {hint}");
    }
}
