using System.Collections.Immutable;

namespace AdaSapSweep.Shared.Exporting;

/// <summary>A tensor as the header of a safetensors file describes it.</summary>
/// <param name="Type">As written, for example F32.</param>
/// <param name="Begin">Of its bytes, from the start of the buffer.</param>
internal sealed record TensorPlace(string Name, string Type, ImmutableArray<long> Shape, long Begin, long End)
{
    public long Bytes => End - Begin;

    public long Count => Shape.Aggregate(1L, (product, side) => checked(product * side));
}
