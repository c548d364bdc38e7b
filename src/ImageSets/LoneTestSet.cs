namespace AdaSapSweep.ImageSets;

/// <summary>A test part that was found without a training part beside it.</summary>
/// <param name="Root">The folder below which its files lie.</param>
public sealed record LoneTestSet(string Root, ImagePart Part);
