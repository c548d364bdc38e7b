namespace AdaSapSweep.Training.Data;

/// <summary>
/// The project's own generator (Steele, Lea and Flood 2014). Integers and <see cref="NextDouble"/> are the same bits on every
/// machine; what is drawn from it never depends on the version of a library.
/// </summary>
public sealed class SplitMix64(ulong seed)
{
    private const ulong Gamma = 0x9E3779B97F4A7C15;
    private ulong _state = seed;
    private double? _spareNormal;

    /// <summary>A generator of its own for each path: equal paths give equal streams, different ones unrelated streams.</summary>
    public static SplitMix64 For(params ReadOnlySpan<long> path)
    {
        var state = 0x243F6A8885A308D3UL;
        foreach (var part in path) state = Mix(state + Gamma ^ Mix((ulong)part + Gamma));
        return new SplitMix64(state);
    }

    public ulong Next() => Mix(_state += Gamma);

    /// <summary>Uniform in [0, bound), without bias.</summary>
    public int Below(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        var limit = ulong.MaxValue - ulong.MaxValue % (ulong)bound;
        ulong draw;
        do draw = Next();
        while (draw >= limit);
        return (int)(draw % (ulong)bound);
    }

    /// <summary>Uniform in [0, 1), 53 bits.</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1L << 53));

    /// <summary>Uniform in [low, high).</summary>
    public double Between(double low, double high) => low + (high - low) * NextDouble();

    /// <summary>Standard normal by the polar method. It takes a logarithm, so its last bit may differ between machines.</summary>
    public double NextNormal()
    {
        if (_spareNormal is { } spare)
        {
            _spareNormal = null;
            return spare;
        }
        double a, b, square;
        do
        {
            a = 2 * NextDouble() - 1;
            b = 2 * NextDouble() - 1;
            square = a * a + b * b;
        }
        while (square is >= 1 or 0);
        var scale = Math.Sqrt(-2 * Math.Log(square) / square);
        _spareNormal = b * scale;
        return a * scale;
    }

    /// <summary>Puts the items into a random order, every order equally likely.</summary>
    public void Shuffle<T>(Span<T> items) => ShuffleFront(items, items.Length);

    /// <summary>Moves a random sample without replacement to the first <paramref name="count"/> places.</summary>
    public void ShuffleFront<T>(Span<T> items, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var j = i + Below(items.Length - i);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
        z = (z ^ z >> 27) * 0x94D049BB133111EB;
        return z ^ z >> 31;
    }
}
