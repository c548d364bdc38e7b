using System.Globalization;
using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public long Dimensions => Native.ats_dim(Handle);

        public long ndim => Dimensions;

        public long NumberOfElements => Native.ats_numel(Handle);

        public long ElementSize => dtype.ElementSize();

        public ScalarType dtype => (ScalarType)Native.ats_dtype(Handle);

        public unsafe long[] shape
        {
            get
            {
                var sizes = new long[Dimensions];
                fixed (long* to = sizes) Native.ats_sizes(Handle, to);
                return sizes;
            }
        }

        public DeviceType device_type => (DeviceType)Native.ats_device_type(Handle);

        public int device_index => Native.ats_device_index(Handle);

        public Device device => new(device_type, device_index);

        public bool is_cuda => device_type == DeviceType.CUDA;

        public bool is_meta => device_type == DeviceType.META;

        public bool is_leaf => Native.ats_is_leaf(Handle) != 0;

        public long dim() => Dimensions;

        public long numel() => NumberOfElements;

        public long element_size() => ElementSize;

        public long[] size() => shape;

        public long size(int dim) => shape[dim < 0 ? (int)Dimensions + dim : dim];

        public unsafe long[] stride()
        {
            var strides = new long[Dimensions];
            fixed (long* to = strides) Native.ats_strides(Handle, to);
            return strides;
        }

        public long stride(int dim) => stride()[dim < 0 ? (int)Dimensions + dim : dim];

        public long storage_offset() => Native.ats_storage_offset(Handle);

        public bool is_contiguous() => Native.ats_is_contiguous(Handle) != 0;

        public bool is_cpu() => device_type == DeviceType.CPU;

        public bool is_floating_point() => torch.is_floating_point(dtype);

        public bool is_integral() => torch.is_integral(dtype);

        public bool is_nonzero() => this.ToBoolean();

        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"[{string.Join("x", shape)}], type = {dtype}, device = {device}");

        public bool is_complex() => torch.is_complex(dtype);
    }
}
