using AdaSapSweep.Training.Data;

namespace AdaSapSweep.Training.Corruptions;

/// <summary>One kind of damage at one severity. It holds only constants, so one object serves many threads.</summary>
internal interface IImageCorruption
{
    /// <param name="source">3 x side x side bytes, planes of red, green, blue.</param>
    /// <param name="target">As many bytes, all of them written.</param>
    /// <param name="random">The stream of this image alone.</param>
    void Apply(ReadOnlySpan<byte> source, Span<byte> target, int side, SplitMix64 random);
}
