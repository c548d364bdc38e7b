using AdaSapSweep.Stages;
using AdaSapSweep.Training.Attacks;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Attacks;

/// <summary>The reference's toy model, four inputs and five classes, and linear models whose robustness has a closed form.</summary>
internal static class AttackToys
{
    public static readonly float[] Clean = [.5f, .45f, .5f, .05f];

    /// <summary>Logits W x + b.</summary>
    public static Tensor Linear(Tensor images) => images.flatten(1).matmul(Weight(images.dtype).t()).add(Bias(images.dtype));

    /// <summary>Logits W sin(12 x) + b.</summary>
    public static Tensor Wavy(Tensor images) => Linear(images.mul(12).sin());

    public static Tensor Image(params float[] pixels) => tensor(pixels).reshape(1, 1, 2, 2);

    /// <summary>The clean toy image with label 0.</summary>
    public static AttackedImages One(long? target = null) => new(
        Image(Clean), zeros(new long[] { 1 }, ScalarType.Int64), zeros(new long[] { 1 }, ScalarType.Int64), target is { } t ? tensor(new[] { t }) : null);

    public static AttackContext Context(Func<Tensor, Tensor> logits, string norm, double epsilon, long seed = 1) =>
        new(logits, new Ball(norm, epsilon), seed, () => { });

    /// <summary>Images .5 + .2 sin(.37 j), 3 x 8 x 8, j counting through the batch.</summary>
    public static Tensor Waves(int count, ScalarType type = ScalarType.Float32) =>
        arange(count * 192, ScalarType.Float64).mul(.37).sin().mul(.2).add(.5).reshape(count, 3, 8, 8).to(type);

    /// <summary>scale sin(1.7 (192 k + d) + .3 k): (10, 192).</summary>
    public static Tensor WaveWeights(double scale, ScalarType type = ScalarType.Float32)
    {
        var k = arange(10, ScalarType.Float64).unsqueeze(1);
        return k.mul(192).add(arange(192, ScalarType.Float64)).mul(1.7).add(k.mul(.3)).sin().mul(scale).to(type);
    }

    /// <summary>Images with the labels that the network gives them.</summary>
    public static AttackedImages Named(Tensor images, Func<Tensor, Tensor> logits) =>
        new(images, logits(images).argmax(1), arange(images.shape[0], ScalarType.Int64));

    public static AttackedImages At(AttackedImages images, IReadOnlyList<int> numbers)
    {
        long[] places = [.. numbers.Select(n => (long)n)];
        return images.At(tensor(places));
    }

    /// <summary>Right images of the batch, by number.</summary>
    public static IReadOnlyList<int> Right(AttackedImages images, Func<Tensor, Tensor> logits)
    {
        var right = logits(images.Images).argmax(1).eq(images.Labels).data<bool>().ToArray();
        return [.. Enumerable.Range(0, right.Length).Where(i => right[i])];
    }

    /// <summary>A small network with a hidden layer whose arithmetic for an image does not look at the others.</summary>
    public static Func<Tensor, Tensor> Random(ulong seed, int classes, ScalarType type, int inputs = 108)
    {
        using var generator = new Generator(seed, CPU);
        var first = randn([24, inputs], type, generator: generator).mul(0.25);
        var second = randn([classes, 24], type, generator: generator);
        return x => Times(Times(x.flatten(1).sub(0.5), first).tanh(), second);
    }

    public static readonly string[] BothNorms = [Norms.LInf, Norms.L2];

    private static Tensor Times(Tensor x, Tensor weight) => x.unsqueeze(1).mul(weight).sum(dim: 2);

    private static Tensor Weight(ScalarType type) =>
        tensor(new[] { 1, -2, .5, 0, 0, 1, -1, 2, -1, 0, 1, 1, .5, .5, .5, -.5, 2, 0, -1, -1 }).reshape(5, 4).to(type);

    private static Tensor Bias(ScalarType type) => tensor(new[] { 2, 0, .3, .2, .1 }).to(type);
}
