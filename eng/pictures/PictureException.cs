namespace AdaSapSweep.Pictures;

/// <summary>No pictures can be made; the message says why.</summary>
internal sealed class PictureException(string message) : Exception(message);
