using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private static readonly Operator OpEqTensor = new("aten::eq", "Tensor");
        public Tensor eq(Tensor target) => OpEqTensor.Call(this, target);

        private static readonly Operator OpEqScalar = new("aten::eq", "Scalar");
        public Tensor eq(Scalar target) => OpEqScalar.Call(this, target);

        private static readonly Operator OpNeTensor = new("aten::ne", "Tensor");
        public Tensor ne(Tensor target) => OpNeTensor.Call(this, target);

        private static readonly Operator OpNeScalar = new("aten::ne", "Scalar");
        public Tensor ne(Scalar target) => OpNeScalar.Call(this, target);

        private static readonly Operator OpGtTensor = new("aten::gt", "Tensor");
        public Tensor gt(Tensor target) => OpGtTensor.Call(this, target);

        private static readonly Operator OpGtScalar = new("aten::gt", "Scalar");
        public Tensor gt(Scalar target) => OpGtScalar.Call(this, target);

        private static readonly Operator OpGeTensor = new("aten::ge", "Tensor");
        public Tensor ge(Tensor target) => OpGeTensor.Call(this, target);

        private static readonly Operator OpGeScalar = new("aten::ge", "Scalar");
        public Tensor ge(Scalar target) => OpGeScalar.Call(this, target);

        private static readonly Operator OpLtTensor = new("aten::lt", "Tensor");
        public Tensor lt(Tensor target) => OpLtTensor.Call(this, target);

        private static readonly Operator OpLtScalar = new("aten::lt", "Scalar");
        public Tensor lt(Scalar target) => OpLtScalar.Call(this, target);

        private static readonly Operator OpLeTensor = new("aten::le", "Tensor");
        public Tensor le(Tensor target) => OpLeTensor.Call(this, target);

        private static readonly Operator OpLeScalar = new("aten::le", "Scalar");
        public Tensor le(Scalar target) => OpLeScalar.Call(this, target);

        public Tensor not_equal(Tensor target) => ne(target);

        public Tensor greater(Tensor target) => gt(target);

        public Tensor greater_equal(Tensor target) => ge(target);

        public Tensor less(Tensor target) => lt(target);

        public Tensor less_equal(Tensor target) => le(target);

        public Tensor equal(Tensor target) => eq(target);

        private static readonly Operator OpIsclose = new("aten::isclose");
        public Tensor isclose(Tensor other, double rtol = 1e-5, double atol = 1e-8, bool nanEqual = false) =>
            OpIsclose.Call(this, other, rtol, atol, nanEqual);

        private static readonly Operator OpAllclose = new("aten::allclose");
        public bool allclose(Tensor target, double rtol = 1e-5, double atol = 1e-8, bool equal_nan = false) =>
            OpAllclose.CallBool(this, target, rtol, atol, equal_nan);

        private static readonly Operator OpIsinTensorTensor = new("aten::isin", "Tensor_Tensor");
        public Tensor isin(Tensor test_elements, bool assumeUnique = false, bool invert = false) =>
            OpIsinTensorTensor.Call(this, test_elements, assumeUnique, invert);

        private static readonly Operator OpIsnan = new("aten::isnan");
        public Tensor isnan() => OpIsnan.Call(this);

        private static readonly Operator OpIsinf = new("aten::isinf");
        public Tensor isinf() => OpIsinf.Call(this);

        private static readonly Operator OpIsfinite = new("aten::isfinite");
        public Tensor isfinite() => OpIsfinite.Call(this);

        private static readonly Operator OpIsposinf = new("aten::isposinf");
        public Tensor isposinf() => OpIsposinf.Call(this);

        private static readonly Operator OpIsneginf = new("aten::isneginf");
        public Tensor isneginf() => OpIsneginf.Call(this);
    }
}
