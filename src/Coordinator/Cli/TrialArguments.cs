using System.Collections.Immutable;
using System.CommandLine;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.Shared.Store.Results;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary>Trials as people name them: numbers, ranges of numbers as <c>3-7</c>, first digits of ids.</summary>
internal static class TrialArguments
{
    private const int MostTrials = 100_000;

    public static Argument<string[]> Create(string description) => new("trials")
    {
        Description = description + ": numbers, ranges as 3-7, or first digits of ids",
        Arity = ArgumentArity.ZeroOrMore,
        HelpName = "TRIAL",
    };

    /// <exception cref="UsageException">A word names no trial; all such words at once.</exception>
    public static ImmutableArray<TrialId> Resolve(StoreReader store, SweepRow sweep, IReadOnlyList<string> words)
    {
        var problems = new List<string>();
        var trials = new List<TrialId>();
        foreach (var word in words)
        {
            try
            {
                trials.AddRange(Of(store, sweep, word));
            }
            catch (UsageException error)
            {
                problems.AddRange(error.Lines);
            }

            if (trials.Count > MostTrials) throw new UsageException($"adasap: more than {MostTrials} trials are named; name none for all");
        }

        return problems.Count == 0 ? [.. trials.Distinct()] : throw new UsageException(problems);
    }

    private static IEnumerable<TrialId> Of(StoreReader store, SweepRow sweep, string word)
    {
        if (word.Split('-') is [var first, var last] && WhySubject.NumberOf(first) is { } begin && WhySubject.NumberOf(last) is { } end)
        {
            if (begin > end) throw new UsageException($"adasap: the range '{word}' is empty; expected the smaller number first");
            if (end > store.Explanation.LastNumber(sweep.Id)) _ = WhySubject.Find(store, sweep, last);
            return Enumerable.Range(begin, end - begin + 1).Select(n => store.Explanation.TrialOf(sweep.Id, n)).OfType<TrialId>();
        }

        var subject = WhySubject.Find(store, sweep, word);
        return [subject.Trial ?? throw new UsageException($"adasap: '{word}' is a stage, not a trial; 'adasap why {word}' names its trials")];
    }
}
