namespace AdaSapSweep.ImageSets.Fetching;

/// <summary>A data set could not be fetched. Nothing lies under its final name.</summary>
public sealed class FetchException(string message, Exception? cause = null) : Exception(message, cause);
