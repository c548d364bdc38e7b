namespace AdaSapSweep.Shared.Exporting;

/// <summary>A trial's network cannot be exported; nothing was written. The message says why and what to do.</summary>
public sealed class ExportRefusedException(string message, Exception? cause = null) : Exception(message, cause);
