using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Which .NET type stands for which element type.</summary>
internal static class ElementTypes
{
    public static ScalarType Of(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Byte => ScalarType.Byte,
        TypeCode.SByte => ScalarType.Int8,
        TypeCode.Int16 => ScalarType.Int16,
        TypeCode.Int32 => ScalarType.Int32,
        TypeCode.Int64 => ScalarType.Int64,
        TypeCode.Single => ScalarType.Float32,
        TypeCode.Double => ScalarType.Float64,
        TypeCode.Boolean => ScalarType.Bool,
        _ when type == typeof(Half) => ScalarType.Float16,
        _ => throw new NotImplementedException($"Creating tensor of type {type} is not supported."),
    };

    /// <summary>Refuses to read elements as a type of another size or kind.</summary>
    public static void Check(ScalarType elements, Type type)
    {
        if (Of(type) != elements) throw new ArgumentException($"{type.Name} is not compatible with {elements}");
    }
}
