using TorchSharp.Interop;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private static readonly Operator OpItem = new("aten::item");

        /// <summary>The raw bytes of a contiguous tensor in the CPU's memory, in place.</summary>
        public unsafe Span<byte> bytes
        {
            get
            {
                if (!is_contiguous()) throw new InvalidOperationException("Bytes() called on non-contiguous tensor.");
                RequireCpu();
                return new Span<byte>((void*)Data(), checked((int)(NumberOfElements * ElementSize)));
            }
            set
            {
                var target = bytes;
                if (value.Length != target.Length) throw new ArgumentException("The bytes do not fill the tensor exactly.");
                value.CopyTo(target);
            }
        }

        /// <summary>The one element of the tensor.</summary>
        public Scalar ToScalar() => Scalar.Of(OpItem.CallScalar(this));

        /// <summary>The one element of a tensor in the CPU's memory, whose type must be <typeparamref name="T"/>.</summary>
        public unsafe T item<T>()
            where T : unmanaged
        {
            if (NumberOfElements != 1) throw new ArgumentException("Number of elements in the tensor must be 1");
            ElementTypes.Check(dtype, typeof(T));
            RequireCpu();
            return *(T*)Data();
        }

        /// <summary>The elements in row-major order, read and written in place; the tensor must be in the CPU's memory.</summary>
        public TensorAccessor<T> data<T>()
            where T : unmanaged
        {
            ElementTypes.Check(dtype, typeof(T));
            return new TensorAccessor<T>(this);
        }

        internal void RequireCpu()
        {
            if (device_type != DeviceType.CPU)
                throw new InvalidOperationException("Reading data from non-CPU memory is not supported. Move or copy the tensor to the cpu before reading.");
        }

        internal unsafe nint Data()
        {
            nint data;
            HostWaits.Add();
            Native.Check(Native.ats_data(Handle, &data));
            return data;
        }
    }
}
