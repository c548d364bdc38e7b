using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>A number of whichever type, as operators take it. It holds no native memory, so disposing it does nothing.</summary>
public sealed class Scalar : IDisposable
{
    private Scalar(ScalarType type, Arg argument, double value, long whole)
    {
        Type = type;
        Argument = argument;
        Double = value;
        Int = whole;
    }

    public ScalarType Type { get; }

    internal Arg Argument { get; }

    internal double Double { get; }

    internal long Int { get; }

    public static implicit operator Scalar(byte value) => Whole(ScalarType.Byte, value);
    public static implicit operator Scalar(sbyte value) => Whole(ScalarType.Int8, value);
    public static implicit operator Scalar(short value) => Whole(ScalarType.Int16, value);
    public static implicit operator Scalar(int value) => Whole(ScalarType.Int32, value);
    public static implicit operator Scalar(long value) => Whole(ScalarType.Int64, value);
    public static implicit operator Scalar(Half value) => Real(ScalarType.Float16, (double)value);
    public static implicit operator Scalar(float value) => Real(ScalarType.Float32, value);
    public static implicit operator Scalar(double value) => Real(ScalarType.Float64, value);
    public static implicit operator Scalar(bool value) => new(ScalarType.Bool, value, value ? 1 : 0, value ? 1 : 0);

    public void Dispose()
    {
    }

    internal static Scalar Of(Value value) => value.Tag switch
    {
        Tag.Double => value.Double,
        Tag.Bool => value.Int != 0,
        _ => value.Int,
    };

    private static Scalar Whole(ScalarType type, long value) => new(type, value, value, value);

    private static Scalar Real(ScalarType type, double value) => new(type, value, value, unchecked((long)value));
}
