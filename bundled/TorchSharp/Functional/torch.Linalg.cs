using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class linalg
    {
        private static readonly Operator OpVectorNorm = new("aten::linalg_vector_norm");
        private static readonly Operator OpMatrixNorm = new("aten::linalg_matrix_norm", "str_ord");
        private static readonly Operator OpNorm = new("aten::linalg_norm");
        private static readonly Operator OpNormNamed = new("aten::linalg_norm", "ord_str");
        private static readonly Operator OpMatrixNormNumber = new("aten::linalg_matrix_norm");
        private static readonly Operator OpSvd = new("aten::linalg_svd");
        private static readonly Operator OpSvdvals = new("aten::linalg_svdvals");
        private static readonly Operator OpInv = new("aten::linalg_inv");
        private static readonly Operator OpSolve = new("aten::linalg_solve");
        private static readonly Operator OpEigh = new("aten::linalg_eigh");
        private static readonly Operator OpCholesky = new("aten::linalg_cholesky");

        public static Tensor vector_norm(Tensor input, double ord = 2, long[]? dims = null, bool keepdim = false) =>
            OpVectorNorm.Call(input, ord, dims, keepdim);

        public static Tensor matrix_norm(Tensor input, string ord = "fro", long[]? dims = null, bool keepdim = false) =>
            OpMatrixNorm.Call(input, ord, dims ?? [-2, -1], keepdim);

        public static Tensor norm(Tensor input, long[]? dims = null, bool keepdim = false) => OpNorm.Call(input, Arg.None, dims, keepdim);

        public static Tensor norm(Tensor input, double ord, long[]? dims = null, bool keepdim = false) => OpNorm.Call(input, ord, dims, keepdim);

        public static Tensor norm(Tensor input, int ord, long[]? dims = null, bool keepdim = false) => OpNorm.Call(input, (double)ord, dims, keepdim);

        public static Tensor norm(Tensor input, string ord, long[]? dims = null, bool keepdim = false) => OpNormNamed.Call(input, ord, dims, keepdim);

        public static Tensor matrix_norm(Tensor input, double ord, long[]? dims = null, bool keepdim = false) =>
            OpMatrixNormNumber.Call(input, ord, dims ?? [-2, -1], keepdim);

        public static (Tensor, Tensor, Tensor) svd(Tensor input, bool fullMatrices = true) => OpSvd.Call3(input, fullMatrices);

        public static Tensor svdvals(Tensor input) => OpSvdvals.Call(input);

        public static Tensor inv(Tensor input) => OpInv.Call(input);

        public static Tensor solve(Tensor A, Tensor B, bool left = true) => OpSolve.Call(A, B, left);

        public static (Tensor, Tensor) eigh(Tensor input, char UPLO = 'L') => OpEigh.Call2(input, UPLO.ToString());

        public static Tensor cholesky(Tensor input) => OpCholesky.Call(input);
    }
}
