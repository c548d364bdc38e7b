using System.Collections.Immutable;
using System.Globalization;

namespace AdaSapSweep.Shared.SweepFiles.Checking;

/// <summary>Gathers the mistakes of one file, so that a user sees them all at once.</summary>
internal sealed class ErrorList
{
    private const int Shown = 100;

    private readonly List<SweepFileError> _errors = [];

    public bool Any => _errors.Count > 0;

    public int Count => _errors.Count;

    public void Add(SourcePosition at, string message) => _errors.Add(new(at.Line, at.Column, message));

    /// <summary>What is wrong with the small shape alone; outside its block it needs saying that it is that shape.</summary>
    public void AddOf(ErrorList small, (int First, int Last) block)
    {
        var places = _errors.Select(e => (e.Line, e.Column)).ToHashSet();
        foreach (var error in small._errors.Where(e => !places.Contains((e.Line, e.Column))))
            _errors.Add(error.Line >= block.First && error.Line <= block.Last ? error : error with { Message = $"{error.Message} (with --small)" });
    }

    /// <summary>In the order of the file; a hopeless file is cut off with a count.</summary>
    public ImmutableArray<SweepFileError> Sorted()
    {
        var sorted = _errors.OrderBy(e => e.Line).ThenBy(e => e.Column).Distinct().ToList();
        if (sorted.Count <= Shown) return [.. sorted];
        var more = (sorted.Count - Shown).ToString("N0", CultureInfo.InvariantCulture);
        return [.. sorted.Take(Shown), new(sorted[Shown].Line, sorted[Shown].Column, $"and {more} more errors from here on")];
    }
}
