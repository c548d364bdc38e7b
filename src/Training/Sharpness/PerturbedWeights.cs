using static TorchSharp.torch;

namespace AdaSapSweep.Training.Sharpness;

/// <summary>
/// Weights moved to w + eps until disposed. They return by a saved copy: subtracting eps would leave rounding behind, and a resumed run
/// would not end bit for bit like one that was never stopped.
/// </summary>
public sealed class PerturbedWeights : IDisposable
{
    private readonly List<(Tensor Weight, Tensor Saved)> _moved = [];

    /// <param name="weights">Moved in place.</param>
    /// <param name="steps">eps by weight.</param>
    public PerturbedWeights(IReadOnlyDictionary<string, Tensor> weights, IReadOnlyDictionary<string, Tensor> steps)
        : this(steps.Select(step => (weights[step.Key], step.Value)))
    {
    }

    /// <param name="moves">What is moved in place, with its eps.</param>
    public PerturbedWeights(params IEnumerable<(Tensor Weight, Tensor Step)> moves)
    {
        using var noGrad = no_grad();
        try
        {
            foreach (var (weight, step) in moves)
            {
                _moved.Add((weight, weight.clone().DetachFromDisposeScope()));
                weight.add_(step);
            }
        }
        catch
        {
            // Memory may run out half way: nobody else could give back the copies made so far.
            Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        using var noGrad = no_grad();
        foreach (var (weight, saved) in _moved)
        {
            weight.copy_(saved);
            saved.Dispose();
        }
        _moved.Clear();
    }
}
