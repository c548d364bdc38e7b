using AdaSapSweep.Stages;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Networks;

/// <summary>
/// The type that convolutions and linear layers compute in, where it is another than the network's. Like torch's own autocast, which TorchSharp does not have, it belongs
/// to the thread: a stage sets it for as long as it trains or measures.
/// </summary>
internal static class Autocast
{
    [ThreadStatic]
    private static ScalarType? _current;

    /// <summary>Null: the network's own.</summary>
    public static ScalarType? Current => _current;

    /// <summary>Sets it for the calling thread until the result is disposed.</summary>
    /// <param name="precision">A word of <see cref="Precisions"/>; null: <see cref="Precisions.Full"/>.</param>
    /// <exception cref="ArgumentException">Another word.</exception>
    public static IDisposable Use(string? precision)
    {
        var before = _current;
        _current = precision switch
        {
            null or Precisions.Full => null,
            Precisions.BFloat16 => ScalarType.BFloat16,
            Precisions.Float16 => ScalarType.Float16,
            _ => throw new ArgumentException($"precision '{precision}' is none of {string.Join(", ", Precisions.All)}", nameof(precision)),
        };
        return new Restoration(before);
    }

    private sealed class Restoration(ScalarType? before) : IDisposable
    {
        public void Dispose() => _current = before;
    }
}
