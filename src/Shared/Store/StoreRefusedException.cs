namespace AdaSapSweep.Shared.Store;

/// <summary>A store cannot be used, and was left as it is. The message says why and what to do.</summary>
public class StoreRefusedException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>A coordinator has the store: nobody else may write its sweeps, but anybody may put a request.</summary>
public sealed class StoreInUseException(string message, Exception cause) : StoreRefusedException(message, cause);
