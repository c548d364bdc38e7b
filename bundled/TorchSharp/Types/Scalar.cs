using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>A number as operators take it: 64-bit whole, 64-bit floating, or a truth value. It holds no native memory, so disposing it does nothing.</summary>
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

    public static implicit operator Scalar(byte value) => Whole(value);
    public static implicit operator Scalar(sbyte value) => Whole(value);
    public static implicit operator Scalar(short value) => Whole(value);
    public static implicit operator Scalar(int value) => Whole(value);
    public static implicit operator Scalar(long value) => Whole(value);
    public static implicit operator Scalar(Half value) => Real((double)value);
    public static implicit operator Scalar(float value) => Real(value);
    public static implicit operator Scalar(double value) => Real(value);
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

    private static Scalar Whole(long value) => new(ScalarType.Int64, value, value, value);

    private static Scalar Real(double value) => new(ScalarType.Float64, value, value, unchecked((long)value));
}
