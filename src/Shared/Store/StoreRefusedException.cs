namespace AdaSapSweep.Shared.Store;

/// <summary>A store cannot be used, and was left as it is. The message says why and what to do.</summary>
public sealed class StoreRefusedException(string message, Exception? cause = null) : Exception(message, cause);
