using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private static readonly Operator OpMaximum = new("aten::maximum");
        public Tensor maximum(Tensor other) => OpMaximum.Call(this, other);

        private static readonly Operator OpMinimum = new("aten::minimum");
        public Tensor minimum(Tensor other) => OpMinimum.Call(this, other);

        public Tensor max(Tensor other) => maximum(other);

        public Tensor min(Tensor other) => minimum(other);

        private static readonly Operator OpClamp = new("aten::clamp");
        public Tensor clamp(Scalar? min = null, Scalar? max = null) => OpClamp.Call(this, min, max);

        private static readonly Operator OpClampTensor = new("aten::clamp", "Tensor");
        public Tensor clamp(Tensor? min = null, Tensor? max = null) => OpClampTensor.Call(this, min, max);

        private static readonly Operator OpClampInplace = new("aten::clamp_");
        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => OpClampInplace.Change(this, min, max);

        private static readonly Operator OpClampInplaceTensor = new("aten::clamp_", "Tensor");
        public Tensor clamp_(Tensor? min = null, Tensor? max = null) => OpClampInplaceTensor.Change(this, min, max);

        private static readonly Operator OpClampMin = new("aten::clamp_min");
        public Tensor clamp_min(Scalar min) => OpClampMin.Call(this, min);

        private static readonly Operator OpClampMinInplace = new("aten::clamp_min_");
        public Tensor clamp_min_(Scalar min) => OpClampMinInplace.Change(this, min);

        private static readonly Operator OpClampMax = new("aten::clamp_max");
        public Tensor clamp_max(Scalar max) => OpClampMax.Call(this, max);

        private static readonly Operator OpClampMaxInplace = new("aten::clamp_max_");
        public Tensor clamp_max_(Scalar max) => OpClampMaxInplace.Change(this, max);

        public Tensor clip(Scalar? min = null, Scalar? max = null) => clamp(min, max);

        private static readonly Operator OpFmax = new("aten::fmax");
        public Tensor fmax(Tensor other) => OpFmax.Call(this, other);

        private static readonly Operator OpFmin = new("aten::fmin");
        public Tensor fmin(Tensor other) => OpFmin.Call(this, other);
    }
}
