using static TorchSharp.torch;

namespace AdaSapSweep.Training.Checkpoints;

/// <summary>The element types of the format that we write and read.</summary>
/// <param name="Rank">Order of the format's types: a writer lays out high ranks first, so that every tensor is aligned.</param>
internal sealed record SafetensorsType(string Name, ScalarType Type, int Size, int Rank)
{
    private static readonly SafetensorsType[] All =
    [
        new("BOOL", ScalarType.Bool, 1, 0),
        new("U8", ScalarType.Byte, 1, 4),
        new("I32", ScalarType.Int32, 4, 15),
        new("F32", ScalarType.Float32, 4, 17),
        new("F64", ScalarType.Float64, 8, 19),
        new("I64", ScalarType.Int64, 8, 20),
    ];

    /// <exception cref="ArgumentOutOfRangeException">A type that we do not write.</exception>
    public static SafetensorsType Of(ScalarType type) =>
        Array.Find(All, t => t.Type == type) ?? throw new ArgumentOutOfRangeException(nameof(type), type, "no such tensors are written");

    /// <exception cref="InvalidDataException">A type that we do not read.</exception>
    public static SafetensorsType Named(string name) =>
        Array.Find(All, t => t.Name == name) ?? throw new InvalidDataException($"element type '{name}' is not read");
}
