using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.StraightLine;

/// <summary>
/// Adversarial training in the l-infinity ball as one would write it down in an afternoon: numbers in arrays and loops where they do, no options but
/// those that the test needs. It shares no code with the product, and is slow.
/// </summary>
/// <param name="beta">Of TRADES; null: the cross-entropy on attacked images.</param>
/// <param name="trainMode">The attack normalises by batch statistics, and every pass of it moves the running ones.</param>
internal sealed class PlainAdversarialTraining(PlainNetwork network, double? beta, bool trainMode)
{
    private const double Momentum = .9;
    private const double Decay = 5e-4;

    private readonly Dictionary<string, double[]> _velocity = network.Weights.ToDictionary(w => w.Key, w => new double[w.Value.numel()]);

    public required double Epsilon { get; init; }

    public required double StepSize { get; init; }

    public required int AttackSteps { get; init; }

    /// <param name="start">Uniform in [0, 1), or standard normal for TRADES, of the shape of the images.</param>
    public void Step(Tensor images, Tensor labels, Tensor start, double learningRate)
    {
        using var scope = NewDisposeScope();
        var attacked = Attacked(images, labels, Numbers(start));
        Tensor loss;
        if (beta is { } factor)
        {
            var clean = network.LogProbabilities(images, moveStatistics: true);
            loss = CrossEntropy(clean, labels) / labels.shape[0] + Divergence(clean, network.LogProbabilities(attacked, moveStatistics: true)) * factor / labels.shape[0];
        }
        else loss = CrossEntropy(network.LogProbabilities(attacked, moveStatistics: true), labels) / labels.shape[0];
        var names = network.Weights.Keys.ToArray();
        var gradients = autograd.grad([loss], [.. names.Select(n => network.Weights[n])]);
        using var frozen = no_grad();
        foreach (var (name, gradient) in names.Zip(gradients.Select(Numbers)))
        {
            var (weight, velocity) = (Numbers(network.Weights[name]), _velocity[name]);
            for (var k = 0; k < weight.Length; k++)
            {
                velocity[k] = Momentum * velocity[k] + gradient[k] + Decay * weight[k];
                weight[k] -= learningRate * velocity[k];
            }
            network.Weights[name].copy_(tensor(weight, network.Weights[name].shape));
        }
    }

    private Tensor Attacked(Tensor images, Tensor labels, double[] start)
    {
        var pixels = Numbers(images);
        Tensor? target = null;
        if (beta is not null) target = network.LogProbabilities(images, moveStatistics: trainMode, evaluation: !trainMode).detach();
        var moves = start.Select((u, i) => beta is null ? Math.Clamp(pixels[i] + (2 * u - 1) * Epsilon, 0, 1) - pixels[i] : .001 * u).ToArray();
        for (var step = 0; step < AttackSteps; step++)
        {
            using var input = tensor([.. pixels.Zip(moves, (x, d) => x + d)], images.shape).requires_grad_(true);
            var logs = network.LogProbabilities(input, moveStatistics: trainMode, evaluation: !trainMode);
            var gradient = Numbers(autograd.grad([target is null ? CrossEntropy(logs, labels) : Divergence(target, logs)], [input])[0]);
            for (var i = 0; i < moves.Length; i++)
            {
                var moved = Math.Clamp(moves[i] + StepSize * Math.Sign(gradient[i]), -Epsilon, Epsilon);
                moves[i] = Math.Clamp(pixels[i] + moved, 0, 1) - pixels[i];
            }
        }
        return tensor([.. pixels.Zip(moves, (x, d) => Math.Clamp(x + d, 0, 1))], images.shape);
    }

    /// <returns>Summed over the images.</returns>
    private static Tensor CrossEntropy(Tensor logs, Tensor labels) => -logs.gather(1, labels.unsqueeze(1)).sum();

    private static Tensor Divergence(Tensor target, Tensor logs) => (target.exp() * (target - logs)).sum();

    private static double[] Numbers(Tensor tensor) => tensor.detach().contiguous().data<double>().ToArray();
}
