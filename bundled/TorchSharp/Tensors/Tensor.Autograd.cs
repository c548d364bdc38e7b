using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private static readonly Operator OpDetach = new("aten::detach");
        private static readonly Operator OpDetachInplace = new("aten::detach_");

        public bool requires_grad
        {
            get => Native.ats_requires_grad(Handle) != 0;
            set => Native.Check(Native.ats_set_requires_grad(Handle, value ? 1 : 0));
        }

        /// <summary>The gradient that backward left here; null when there is none.</summary>
        public unsafe Tensor? grad
        {
            get
            {
                nint grad;
                Native.Check(Native.ats_grad(Handle, &grad));
                return grad == 0 ? null : new Tensor(grad);
            }
            set => Native.Check(Native.ats_set_grad(Handle, value?.Handle ?? 0));
        }

        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        public void retain_grad() => Native.Check(Native.ats_retain_grad(Handle));

        public Tensor detach() => OpDetach.Call(this);

        public Tensor detach_() => OpDetachInplace.Change(this);

        public void backward() => autograd.backward([this]);

        public void backward(IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null) =>
            autograd.backward([this], grad_tensors, retain_graph, create_graph, inputs);
    }
}
