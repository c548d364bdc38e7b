using static TorchSharp.torch;

namespace AdaSapSweep.Training.Sharpness;

/// <summary>Arithmetic over all parameters at once: a vector is a tensor for each of them.</summary>
internal static class Vectors
{
    public static double Dot(IEnumerable<Tensor> a, IEnumerable<Tensor> b)
    {
        using var scope = NewDisposeScope();
        return a.Zip(b, (x, y) => x.mul(y).to(ScalarType.Float64).sum()).Aggregate((x, y) => x.add(y)).cpu().item<double>();
    }

    public static double Norm(IReadOnlyList<Tensor> vector) => Math.Sqrt(Dot(vector, vector));

    public static Tensor[] Times(IEnumerable<Tensor> vector, double factor) => [.. vector.Select(v => v.mul(factor))];

    /// <summary>Lets a vector go before its scope ends: a long search would fill the memory with them.</summary>
    public static void Dispose(IEnumerable<Tensor> vector)
    {
        foreach (var tensor in vector) tensor.Dispose();
    }

    /// <returns>a + factor b.</returns>
    public static Tensor[] Plus(IEnumerable<Tensor> a, IEnumerable<Tensor> b, double factor = 1) => [.. a.Zip(b, (x, y) => x.add(y.mul(factor)))];
}
