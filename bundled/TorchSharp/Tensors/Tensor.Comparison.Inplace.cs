using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private static readonly Operator OpEqInplaceTensor = new("aten::eq_", "Tensor");
        public Tensor eq_(Tensor target) => OpEqInplaceTensor.Change(this, target);

        private static readonly Operator OpEqInplaceScalar = new("aten::eq_", "Scalar");
        public Tensor eq_(Scalar target) => OpEqInplaceScalar.Change(this, target);

        private static readonly Operator OpNeInplaceTensor = new("aten::ne_", "Tensor");
        public Tensor ne_(Tensor target) => OpNeInplaceTensor.Change(this, target);

        private static readonly Operator OpNeInplaceScalar = new("aten::ne_", "Scalar");
        public Tensor ne_(Scalar target) => OpNeInplaceScalar.Change(this, target);

        private static readonly Operator OpGtInplaceTensor = new("aten::gt_", "Tensor");
        public Tensor gt_(Tensor target) => OpGtInplaceTensor.Change(this, target);

        private static readonly Operator OpGtInplaceScalar = new("aten::gt_", "Scalar");
        public Tensor gt_(Scalar target) => OpGtInplaceScalar.Change(this, target);

        private static readonly Operator OpGeInplaceTensor = new("aten::ge_", "Tensor");
        public Tensor ge_(Tensor target) => OpGeInplaceTensor.Change(this, target);

        private static readonly Operator OpGeInplaceScalar = new("aten::ge_", "Scalar");
        public Tensor ge_(Scalar target) => OpGeInplaceScalar.Change(this, target);

        private static readonly Operator OpLtInplaceTensor = new("aten::lt_", "Tensor");
        public Tensor lt_(Tensor target) => OpLtInplaceTensor.Change(this, target);

        private static readonly Operator OpLtInplaceScalar = new("aten::lt_", "Scalar");
        public Tensor lt_(Scalar target) => OpLtInplaceScalar.Change(this, target);

        private static readonly Operator OpLeInplaceTensor = new("aten::le_", "Tensor");
        public Tensor le_(Tensor target) => OpLeInplaceTensor.Change(this, target);

        private static readonly Operator OpLeInplaceScalar = new("aten::le_", "Scalar");
        public Tensor le_(Scalar target) => OpLeInplaceScalar.Change(this, target);
    }
}
