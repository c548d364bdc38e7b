using System.Collections.Immutable;

namespace AdaSapSweep.Shared.DataSetFiles;

/// <summary>A data set that is there, with the identity of its content.</summary>
/// <param name="Folder">Where the files lie; null for a data set that is rendered.</param>
/// <param name="TrainFiles">Full paths in the order in which they are read.</param>
/// <param name="Fingerprint">SHA-256 over the content, 64 lower-case hex digits; part of every stage key.</param>
/// <param name="TrainImages">Training images that a sweep uses.</param>
/// <param name="TestImages">Test images that a sweep uses.</param>
public sealed record LocatedDataSet(
    string Name,
    string? Folder,
    ImmutableArray<string> TrainFiles,
    ImmutableArray<string> TestFiles,
    string Fingerprint,
    int TrainImages,
    int TestImages)
{
    /// <summary>Number of classes.</summary>
    public int Classes { get; init; }

    /// <summary>Pixels of a side.</summary>
    public int Side { get; init; }

    /// <summary>In the order of their numbers; null where numbers are all there is.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }
}

/// <summary>Why a data set cannot be used: what was looked for, where, and how to get it.</summary>
public sealed record DataSetError(string Message);

/// <summary>Exactly one of the two is there.</summary>
public sealed record DataSetLookup(LocatedDataSet? Found, DataSetError? Error)
{
    internal static DataSetLookup Failed(string message) => new(null, new(message));
}
