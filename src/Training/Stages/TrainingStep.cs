using AdaSapSweep.Stages;
using AdaSapSweep.Training.Attacks;
using AdaSapSweep.Training.Criteria;
using AdaSapSweep.Training.Data;
using AdaSapSweep.Training.Networks;
using AdaSapSweep.Training.Sharpness;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Stages;

/// <summary>
/// One optimizer step: attack, forward, gradient; for a sharpness-aware stage ascent, a second forward and gradient, back; descent,
/// mask. Nothing in it waits for the device, and no gradient is taken that nobody reads.
/// </summary>
internal sealed class TrainingStep
{
    private readonly TrainingSettings _settings;
    private readonly TrainingState _state;
    private readonly IReadOnlyList<NeuronGroup> _neurons;
    private readonly string[] _first;
    private readonly bool _scores;

    public TrainingStep(TrainingSettings settings, TrainingState state)
    {
        _settings = settings;
        _state = state;
        var blueprint = state.Network.Blueprint;
        _neurons = NeuronGroup.Of(blueprint);
        _scores = NeedsGradients(settings.Perturbation?.Criterion) || NeedsGradients(settings.ChannelPruning?.Criterion);
        _first = settings.Perturbation is null
            ? [.. state.Network.Parameters.Keys]
            : [.. _neurons.SelectMany(n => n.Weights), .. _scores ? blueprint.Groups.SelectMany(ChannelScores.GateParameters) : []];
    }

    /// <summary>The caller holds a dispose scope around it.</summary>
    /// <returns>The gradients that the descent used, by parameter.</returns>
    public Dictionary<string, Tensor> Run(ImageBatch batch, double learningRate, RunningTotals totals)
    {
        var network = _state.Network;
        var images = Attacked(_settings.Augment ? Augmentation.Apply(batch.Images) : batch.Images, batch.Labels);
        var logits = network.Forward(images, BatchNormMode.Train);
        var loss = LossOf(logits, batch.Labels);
        totals.Add(loss, logits, batch.Labels);
        var gradients = Gradients(loss, _first);
        if (_scores) _state.Scores.Add(ChannelScores.Taylor(network.Blueprint.Groups, network.Parameters, gradients));
        if (_settings.Perturbation is { } perturbation)
        {
            using var moved = new PerturbedWeights(network.Parameters, Steps(perturbation, gradients));
            gradients = Gradients(LossOf(network.Forward(images, BatchNormMode.TrainFrozenStatistics), batch.Labels), [.. network.Parameters.Keys]);
        }
        _state.Optimizer.Step(network.Parameters, gradients, learningRate);
        _state.ApplyMask();
        return gradients;
    }

    private static bool NeedsGradients(string? criterion) => criterion is not null && ChannelScores.NeedsGradients(criterion);

    private Tensor Attacked(Tensor images, Tensor labels)
    {
        if (_settings.Attack is not { } attack) return images;
        var mode = attack.TrainingMode ? BatchNormMode.Train : BatchNormMode.Eval;
        return Pgd.Attack(x => _state.Network.Forward(x, mode), images, labels, attack, watch: false).Images;
    }

    private Tensor LossOf(Tensor logits, Tensor labels) =>
        nn.functional.cross_entropy(logits, labels, label_smoothing: _settings.LabelSmoothing);

    private Dictionary<string, Tensor> Gradients(Tensor loss, string[] names)
    {
        var gradients = autograd.grad([loss], [.. names.Select(_state.Weight)]);
        return names.Zip(gradients).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
    }

    private Dictionary<string, Tensor> Steps(PerturbationSettings perturbation, Dictionary<string, Tensor> gradients)
    {
        using var noGrad = no_grad();
        var (network, mask) = (_state.Network, _state.Mask);
        // A weight that the mask holds at zero must not move: its gradient takes no part.
        mask?.Apply(name => gradients[name], _ => null);
        return Ascent.Of(
            _neurons, RadiiOf(perturbation), network.Parameters, gradients, perturbation.Metric, perturbation.Normalisation, perturbation.Eta);
    }

    private Dictionary<string, Tensor> RadiiOf(PerturbationSettings perturbation)
    {
        var network = _state.Network;
        if (perturbation.Criterion is not { } criterion)
            return Radii.Uniform(_neurons, perturbation.RhoMax, network.Parameters.Values.First());
        var scores = ChannelScores.NeedsGradients(criterion) ? _state.Scores.Mean() : ChannelScores.L2(network.Blueprint.Groups, network.Parameters);
        return Radii.Of(_neurons, scores, perturbation.RhoMin, perturbation.RhoMax, perturbation.Scope ?? ScoreScopes.Layer);
    }
}
