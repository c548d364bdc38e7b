using System.Collections.Immutable;

namespace AdaSapSweep.Training.Networks;

/// <summary>
/// (x - mean) / deviation per colour channel, inside the network, because attacks act on pixels in [0, 1]. Constants: no
/// parameters, and not counted as such.
/// </summary>
public sealed class InputNormalisation : IEquatable<InputNormalisation>
{
    /// <exception cref="ArgumentException">Not three finite values each, or a deviation that is not positive.</exception>
    public InputNormalisation(IReadOnlyList<double> mean, IReadOnlyList<double> deviation)
    {
        if (mean.Count != 3 || deviation.Count != 3) throw new ArgumentException("an input has three colour channels");
        if (!mean.All(double.IsFinite) || !deviation.All(d => double.IsFinite(d) && d > 0))
            throw new ArgumentException("means are finite and deviations are positive");
        Mean = [.. mean];
        Deviation = [.. deviation];
    }

    public static InputNormalisation None { get; } = new([0, 0, 0], [1, 1, 1]);

    public ImmutableArray<double> Mean { get; }

    public ImmutableArray<double> Deviation { get; }

    public bool Equals(InputNormalisation? other) =>
        other is not null && Mean.SequenceEqual(other.Mean) && Deviation.SequenceEqual(other.Deviation);

    public override bool Equals(object? obj) => Equals(obj as InputNormalisation);

    public override int GetHashCode() => HashCode.Combine(Mean[0], Mean[1], Deviation[0]);
}
