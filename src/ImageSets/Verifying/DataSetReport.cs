namespace AdaSapSweep.ImageSets.Verifying;

/// <summary>What a check has looked at.</summary>
/// <param name="Root">The folder that holds the set; null: it was not found.</param>
/// <param name="Images">Images of both parts.</param>
/// <param name="Checksums">Files compared with their checksums.</param>
/// <param name="Bytes">Of the set's files.</param>
/// <param name="Damage">A line for each thing that is wrong; empty when the set is whole.</param>
public sealed record DataSetReport(string? Root, int Images, int Checksums, long Bytes, IReadOnlyList<string> Damage);

/// <summary>How far a check is.</summary>
/// <param name="What">As "training images".</param>
public readonly record struct CheckProgress(string What, long Done, long All);
