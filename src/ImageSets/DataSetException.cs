namespace AdaSapSweep.ImageSets;

/// <summary>A data set is missing or damaged. The message says what was looked for, where, and how to get it.</summary>
public sealed class DataSetException(string message, Exception? cause = null) : Exception(message, cause);
