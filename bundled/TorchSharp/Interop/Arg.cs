using System.Runtime.CompilerServices;
using System.Text;
using static TorchSharp.torch;

namespace TorchSharp.Interop;

/// <summary>
/// One argument of an operator. Everything that a call passes converts to it by itself; null becomes None. It keeps what it
/// was made from alive until the call returns.
/// </summary>
internal readonly struct Arg
{
    private readonly object? _reference;
    private readonly long _bits;
    private readonly Tag _tag;

    private Arg(Tag tag, long bits = 0, object? reference = null)
    {
        _tag = tag;
        _bits = bits;
        _reference = reference;
    }

    public static Arg None => default;

    /// <summary>Leaves the argument to the default of the operator's schema.</summary>
    public static Arg Default => new(Tag.Default);

    /// <summary>The list form of an index, where null stands for a dimension that is taken whole.</summary>
    public static Arg Indices(Tensor?[] tensors) => new(Tag.OptionalTensorList, 0, tensors);

    public static Arg Tensors(IEnumerable<Tensor> tensors) => new(Tag.TensorList, 0, tensors as Tensor[] ?? [.. tensors]);

    public static implicit operator Arg(Tensor? value) => value is null ? default : new(Tag.Tensor, 0, value);
    public static implicit operator Arg(int value) => new(Tag.Int, value);
    public static implicit operator Arg(long value) => new(Tag.Int, value);
    public static implicit operator Arg(double value) => new(Tag.Double, BitConverter.DoubleToInt64Bits(value));
    public static implicit operator Arg(bool value) => new(Tag.Bool, value ? 1 : 0);
    public static implicit operator Arg(long? value) => value is { } v ? v : default(Arg);
    public static implicit operator Arg(double? value) => value is { } v ? v : default(Arg);
    public static implicit operator Arg(bool? value) => value is { } v ? v : default(Arg);
    public static implicit operator Arg(ScalarType value) => new(Tag.Int, (int)value);
    public static implicit operator Arg(ScalarType? value) => value is { } v ? v : default(Arg);
    public static implicit operator Arg(Scalar? value) => value?.Argument ?? default;
    public static implicit operator Arg(Device? value) => value is null ? default : new(Tag.Device, value.Packed);
    public static implicit operator Arg(Generator? value) => value is null ? default : new(Tag.Generator, 0, value);
    public static implicit operator Arg(string? value) => value is null ? default : new(Tag.String, 0, Encoding.UTF8.GetBytes(value));
    public static implicit operator Arg(long[]? value) => value is null ? default : new(Tag.IntList, 0, value);
    public static implicit operator Arg(ReadOnlySpan<long> value) => new(Tag.IntList, 0, value.ToArray());
    public static implicit operator Arg(double[]? value) => value is null ? default : new(Tag.DoubleList, 0, value);
    public static implicit operator Arg(Tensor[] value) => new(Tag.TensorList, 0, value);

    /// <summary>How many 8-byte words <see cref="Write"/> needs beside the value itself.</summary>
    public int Room => _tag switch
    {
        Tag.IntList or Tag.DoubleList or Tag.TensorList or Tag.OptionalTensorList => Unsafe.As<Array>(_reference!).Length,
        Tag.String => (Unsafe.As<byte[]>(_reference!).Length / 8) + 1,
        _ => 0,
    };

    /// <summary>Writes the value; a list is copied to <paramref name="room"/>, which must not move before the call returns.</summary>
    public unsafe void Write(ref Value value, Span<long> room)
    {
        value.Tag = _tag;
        value.Count = 0;
        switch (_tag)
        {
            case Tag.Tensor:
                value.Pointer = Unsafe.As<Tensor>(_reference!).Handle;
                return;
            case Tag.Generator:
                value.Pointer = Unsafe.As<Generator>(_reference!).Handle;
                return;
            case Tag.IntList:
                Unsafe.As<long[]>(_reference!).CopyTo(room);
                value.Count = Unsafe.As<long[]>(_reference!).Length;
                break;
            case Tag.DoubleList:
                var doubles = Unsafe.As<double[]>(_reference!);
                for (var k = 0; k < doubles.Length; k++) room[k] = BitConverter.DoubleToInt64Bits(doubles[k]);
                value.Count = doubles.Length;
                break;
            case Tag.TensorList or Tag.OptionalTensorList:
                var tensors = Unsafe.As<Tensor?[]>(_reference!);
                for (var k = 0; k < tensors.Length; k++) room[k] = tensors[k]?.Handle ?? 0;
                value.Count = tensors.Length;
                break;
            case Tag.String:
                var bytes = Unsafe.As<byte[]>(_reference!);
                bytes.CopyTo(System.Runtime.InteropServices.MemoryMarshal.AsBytes(room));
                value.Count = bytes.Length;
                break;
            default:
                value.Int = _bits;
                return;
        }
        value.Pointer = (nint)Unsafe.AsPointer(ref System.Runtime.InteropServices.MemoryMarshal.GetReference(room));
    }
}
