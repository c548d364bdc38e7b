namespace AdaSapSweep.ImageSets.Fetching;

/// <summary>An attempt failed in a way that another one may not.</summary>
internal sealed class TransferException(string message, Exception? cause = null) : Exception(message, cause);
