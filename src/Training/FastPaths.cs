namespace AdaSapSweep.Training;

/// <summary>
/// Ways to the same numbers, up to rounding, that take less time. Like torch's own modes they belong to the thread: a stage sets them for as long as it runs.
/// </summary>
public sealed record FastPaths
{
    [ThreadStatic]
    private static FastPaths? _current;

    /// <summary>Every operation as it is written down. What holds where nobody chose.</summary>
    public static FastPaths None { get; } = new();

    public static FastPaths All { get; } = new() { ChannelsLast = true, FoldBatchNorm = true, CacheSlices = true, GroupedUpdates = true };

    /// <summary>Maps lie with their channels side by side, which convolutions read without sorting them anew; on a processor up to the first wide convolution, which is slower so.</summary>
    public bool ChannelsLast { get; init; }

    /// <summary>In evaluation mode, and where no parameter needs a gradient, batch norm is computed into the weights of the convolution before it.</summary>
    public bool FoldBatchNorm { get; init; }

    /// <summary>In evaluation mode and without gradients, a narrow network takes a batch in slices whose maps stay in the caches.</summary>
    public bool CacheSlices { get; init; }

    /// <summary>While a network is trained all its parameters lie in one buffer, and what is done to each of them is done to that.</summary>
    public bool GroupedUpdates { get; init; }

    /// <summary>The names of those that are on, as provenance has them.</summary>
    public override string ToString()
    {
        var names = new[] { (ChannelsLast, "channels-last"), (FoldBatchNorm, "fold-batch-norm"), (CacheSlices, "cache-slices"), (GroupedUpdates, "grouped-updates") };
        return string.Join(' ', names.Where(path => path.Item1).Select(path => path.Item2));
    }

    /// <summary>Those of the calling thread.</summary>
    internal static FastPaths Current => _current ?? None;

    /// <summary>Sets them for the calling thread until the result is disposed.</summary>
    internal IDisposable Use()
    {
        var before = _current;
        _current = this;
        return new Restoration(before);
    }

    private sealed class Restoration(FastPaths? before) : IDisposable
    {
        public void Dispose() => _current = before;
    }
}
