using System.Runtime.CompilerServices;
using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Indexing with the meaning that PyTorch gives it: views for numbers and slices, copies for tensors.</summary>
    public partial class Tensor
    {
        private static readonly Operator OpIndex = new("aten::index", "Tensor");
        private static readonly Operator OpIndexPut = new("aten::index_put_");

        [IndexerName("TensorItems")]
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[params long[] indices]
        {
            get => index(Array.ConvertAll(indices, TensorIndex (i) => i));
            set => index_put_(value, Array.ConvertAll(indices, TensorIndex (i) => i));
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1]
        {
            get => select(0, i1);
            set => Assign(select(0, i1), value);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2]
        {
            get => index(i1, i2);
            set => index_put_(value, i1, i2);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3]
        {
            get => index(i1, i2, i3);
            set => index_put_(value, i1, i2, i3);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => index(i1, i2, i3, i4);
            set => index_put_(value, i1, i2, i3, i4);
        }

        public Tensor index(params TensorIndex[] indices)
        {
            var (view, tensors) = IndexPlan.Of(this, indices);
            if (tensors.Length == 0) return view;
            var result = OpIndex.Call(view, Arg.Indices(tensors));
            view.Dispose();
            return result;
        }

        public Tensor index(params Tensor[] indices) => OpIndex.Call(this, Arg.Indices(indices));

        public Tensor index_put_(Tensor value, params TensorIndex[] indices) => index_put_(value, indices, false);

        public Tensor index_put_(Tensor value, TensorIndex[] indices, bool accumulate = false)
        {
            var (view, tensors) = IndexPlan.Of(this, indices);
            if (tensors.Length > 0) OpIndexPut.Change(view, Arg.Indices(tensors), value, accumulate);
            else if (accumulate) view.add_(value);
            else view.copy_(value);
            view.Dispose();
            return this;
        }

        public Tensor index_put_(Tensor value, params Tensor[] indices) => OpIndexPut.Change(this, Arg.Indices(indices), value, false);

        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false) =>
            OpIndexPut.Change(this, Arg.Indices(indices), value, accumulate);

        public Tensor index_put_(Scalar value, params TensorIndex[] indices) => index_put_(Filled([], value, dtype, device, false, null), indices, false);

        public Tensor index_put_(Scalar value, params Tensor[] indices) => index_put_(Filled([], value, dtype, device, false, null), indices, false);

        private static void Assign(Tensor view, Tensor value)
        {
            view.copy_(value);
            view.Dispose();
        }
    }
}
