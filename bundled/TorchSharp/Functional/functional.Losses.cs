using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Operator OpCrossEntropyLoss = new("aten::cross_entropy_loss");
            public static Tensor cross_entropy(Tensor input, Tensor target, Tensor? weight = null, long ignore_index = -100, Reduction reduction = Reduction.Mean, double label_smoothing = 0) =>
                OpCrossEntropyLoss.Call(input, target, weight, (long)reduction, ignore_index, label_smoothing);

            private static readonly Operator OpNllLossNd = new("aten::nll_loss_nd");
            public static Tensor nll_loss(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
                OpNllLossNd.Call(input, target, weight, (long)reduction);

            private static readonly Operator OpMseLoss = new("aten::mse_loss");
            public static Tensor mse_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                OpMseLoss.Call(input, target, (long)reduction);

            private static readonly Operator OpKlDiv = new("aten::kl_div");
            public static Tensor kl_div(Tensor input, Tensor target, bool log_target = true, Reduction reduction = Reduction.Mean) =>
                OpKlDiv.Call(input, target, (long)reduction, log_target);

            private static readonly Operator OpBinaryCrossEntropy = new("aten::binary_cross_entropy");
            public static Tensor binary_cross_entropy(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
                OpBinaryCrossEntropy.Call(input, target, weight, (long)reduction);

            private static readonly Operator OpBinaryCrossEntropyWithLogits = new("aten::binary_cross_entropy_with_logits");
            public static Tensor binary_cross_entropy_with_logits(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean, Tensor? pos_weights = null) =>
                OpBinaryCrossEntropyWithLogits.Call(input, target, weight, pos_weights, (long)reduction);

            private static readonly Operator OpSmoothL1Loss = new("aten::smooth_l1_loss");
            public static Tensor smooth_l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean, double beta = 1) =>
                OpSmoothL1Loss.Call(input, target, (long)reduction, beta);

            private static readonly Operator OpHuberLoss = new("aten::huber_loss");
            public static Tensor huber_loss(Tensor input, Tensor target, double delta = 1, Reduction reduction = Reduction.Mean) =>
                OpHuberLoss.Call(input, target, (long)reduction, delta);

            private static readonly Operator OpCosineSimilarity = new("aten::cosine_similarity");
            public static Tensor cosine_similarity(Tensor x1, Tensor x2, long dim = 1, double eps = 1e-8) =>
                OpCosineSimilarity.Call(x1, x2, dim, eps);

            private static readonly Operator OpOneHot = new("aten::one_hot");
            public static Tensor one_hot(Tensor x, long num_classes = -1) => OpOneHot.Call(x, num_classes);

            private static readonly Operator OpL1Loss = new("aten::l1_loss");
            public static Tensor l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                OpL1Loss.Call(input, target, (long)reduction);
        }
    }
}
