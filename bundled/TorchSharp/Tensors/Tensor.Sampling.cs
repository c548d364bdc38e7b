using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private static readonly Operator OpBernoulli = new("aten::bernoulli");
        public Tensor bernoulli(Generator? generator = null) => OpBernoulli.Call(this, generator);

        private static readonly Operator OpBernoulliInplaceFloat = new("aten::bernoulli_", "float");
        public Tensor bernoulli_(double p = 0.5, Generator? generator = null) => OpBernoulliInplaceFloat.Change(this, p, generator);

        private static readonly Operator OpBernoulliInplaceTensor = new("aten::bernoulli_", "Tensor");
        public Tensor bernoulli_(Tensor p, Generator? generator = null) => OpBernoulliInplaceTensor.Change(this, p, generator);

        private static readonly Operator OpNormalInplace = new("aten::normal_");
        public Tensor normal_(double mean = 0, double std = 1, Generator? generator = null) =>
            OpNormalInplace.Change(this, mean, std, generator);

        private static readonly Operator OpUniformInplace = new("aten::uniform_");
        public Tensor uniform_(double from, double to, Generator? generator = null) => OpUniformInplace.Change(this, from, to, generator);

        private static readonly Operator OpExponentialInplace = new("aten::exponential_");
        public Tensor exponential_(double lambda = 1, Generator? generator = null) =>
            OpExponentialInplace.Change(this, lambda, generator);

        private static readonly Operator OpRandomInplaceFrom = new("aten::random_", "from");
        public Tensor random_(double from, double to, Generator? generator = null) =>
            OpRandomInplaceFrom.Change(this, (long)from, (long)to, generator);

        private static readonly Operator OpMultinomial = new("aten::multinomial");
        public Tensor multinomial(long num_samples, bool replacement = false, Generator? generator = null) =>
            OpMultinomial.Call(this, num_samples, replacement, generator);

        private static readonly Operator OpPoisson = new("aten::poisson");
        public Tensor poisson(Generator? generator = null) => OpPoisson.Call(this, generator);

        private static readonly Operator OpLogNormalInplace = new("aten::log_normal_");
        public Tensor log_normal_(double mean = 0, double std = 1, Generator? generator = null) =>
            OpLogNormalInplace.Change(this, mean, std, generator);

        private static readonly Operator OpCauchyInplace = new("aten::cauchy_");
        public Tensor cauchy_(double median = 0, double sigma = 1, Generator? generator = null) =>
            OpCauchyInplace.Change(this, median, sigma, generator);

        private static readonly Operator OpGeometricInplace = new("aten::geometric_");
        public Tensor geometric_(double p, Generator? generator = null) => OpGeometricInplace.Change(this, p, generator);
    }
}
