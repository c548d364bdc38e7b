using System.CommandLine.Completions;
using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary>Values that are offered when Tab is pressed, where a list of words does not do.</summary>
internal static class Completions
{
    private const int MostSweeps = 100;

    /// <summary>The next word of a list with commas.</summary>
    public static Func<CompletionContext, IEnumerable<CompletionItem>> OfList(IEnumerable<string> words) => context =>
    {
        var typed = context.WordToComplete;
        var before = typed[..(typed.LastIndexOf(',') + 1)];
        return words.Where(word => !before.Split(',').Contains(word)).Select(word => new CompletionItem(before + word));
    };

    /// <summary>The names of the sweeps in the store that the line names; none when it cannot be read, since this is no time to complain.</summary>
    public static IEnumerable<CompletionItem> Sweeps(CompletionContext context)
    {
        try
        {
            using var reader = StoreReader.Open(context.ParseResult.GetValue<string>("--store") ?? CommonOptions.DefaultStore);
            return [.. reader.Query.Sweeps().Take(MostSweeps).Select(sweep => new CompletionItem(sweep.Name))];
        }
        catch (Exception error) when (error is StoreRefusedException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
