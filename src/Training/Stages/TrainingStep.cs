using AdaSapSweep.Stages;
using AdaSapSweep.Training.Criteria;
using AdaSapSweep.Training.Data;
using AdaSapSweep.Training.Networks;
using AdaSapSweep.Training.Objectives;
using AdaSapSweep.Training.Sharpness;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Stages;

/// <summary>
/// One optimizer step: attack, forward, gradient; for a sharpness-aware stage ascent, a second forward and gradient, back; descent,
/// mask. Each pass goes over the parts of the batch in turn. Nothing in it waits for the device, and no gradient is taken that nobody reads.
/// </summary>
internal sealed class TrainingStep : IDisposable
{
    private readonly TrainingSettings _settings;
    private readonly TrainingState _state;
    private readonly IObjective _objective;
    private readonly IReadOnlyList<NeuronGroup> _neurons;
    private readonly string[] _first;
    private readonly (string Criterion, string? Reduction)? _scored;

    private readonly int _microBatches;
    private GroupedAscent? _ascent;

    public TrainingStep(TrainingSettings settings, TrainingState state, int microBatches, Teachers? teachers = null)
    {
        (_settings, _state, _microBatches) = (settings, state, microBatches);
        _objective = Objective.Of(settings, state.Network, teachers);
        var blueprint = state.Network.Blueprint;
        _neurons = NeuronGroup.Of(blueprint, settings.Perturbation?.Perturb ?? PerturbedParameters.Weights);
        _scored = Scored(settings);
        _first = settings.Perturbation is null
            ? [.. state.Network.Parameters.Keys]
            : [.. _neurons.SelectMany(n => n.Weights).Union(
                _scored is { } scored ? blueprint.Groups.SelectMany(g => ChannelScores.GradientsRead(scored.Criterion, g)) : [])];
    }

    /// <summary>The caller holds a dispose scope around it.</summary>
    /// <returns>The gradients that the descent used, by parameter.</returns>
    public Dictionary<string, Tensor> Run(ImageBatch batch, StepDraws draws, double learningRate)
    {
        var network = _state.Network;
        var parts = BatchPart.Of(batch, draws, _microBatches);
        var gradients = Gradients(parts, _first, part =>
        {
            _objective.Prepare(part);
            var (loss, logits) = _objective.Of(part, BatchNormMode.Train);
            _state.Totals.Add(loss, logits, part.Labels);
            return loss;
        });
        if (_scored is { } scored)
            _state.Scores.Add(ChannelScores.Of(scored.Criterion, network.Blueprint.Groups, network.Parameters, gradients, scored.Reduction), _state.Scale?.Finite);
        if (_settings.Perturbation is { } perturbation)
        {
            using var moved = Moved(perturbation, gradients);
            gradients = Gradients(parts, [.. network.Parameters.Keys], part => _objective.Of(part, BatchNormMode.TrainFrozenStatistics).Loss);
        }
        void Descend()
        {
            if (network.Grouped is { } grouped) _state.Optimizer.Step(grouped, gradients, learningRate);
            else _state.Optimizer.Step(network.Parameters, gradients, learningRate);
        }
        if (_state.Scale is { } scale) scale.Step(_state.Descended, Descend);
        else Descend();
        _state.ApplyMask();
        return gradients;
    }

    public void Dispose() => _ascent?.Dispose();

    /// <summary>The scores that the stage takes from its gradients; null when it needs none.</summary>
    /// <exception cref="ArgumentException">Radii and cuts are to follow two kinds of them: only one average is kept.</exception>
    private static (string Criterion, string? Reduction)? Scored(TrainingSettings settings)
    {
        var asked = new[]
        {
            (settings.Perturbation?.Criterion, settings.Perturbation?.GroupReduction), (settings.ChannelPruning?.Criterion, settings.ChannelPruning?.GroupReduction),
        };
        (string, string?)[] scored =
            [.. asked.Where(a => a.Item1 is not null && ChannelScores.NeedsGradients(a.Item1)).Select(a => (a.Item1!, a.Item2)).Distinct()];
        return scored.Length switch
        {
            0 => null,
            1 => scored[0],
            _ => throw new ArgumentException("radii and cuts of one stage follow one criterion where it needs gradients", nameof(settings)),
        };
    }

    /// <summary>Of the mean loss over the batch: the parts' gradients, each weighted by its share of the images.</summary>
    private Dictionary<string, Tensor> Gradients(BatchPart[] parts, string[] names, Func<BatchPart, Tensor> lossOf)
    {
        Tensor[] weights = [.. names.Select(_state.Weight)];
        Tensor[] sums = [];
        foreach (var part in parts)
        {
            // What a part computed is let go before the next one begins.
            using var scope = NewDisposeScope();
            var loss = lossOf(part);
            var shared = parts.Length == 1 ? loss : loss.mul(part.Share);
            var gradients = autograd.grad([_state.Scale?.Scaled(shared) ?? shared], weights);
            if (sums.Length == 0) sums = [.. gradients.Select(g => g.MoveToOuterDisposeScope())];
            else for (var i = 0; i < sums.Length; i++) sums[i].add_(gradients[i]);
        }
        if (_state.Scale is { } scale) sums = scale.Unscaled(sums);
        return names.Zip(sums).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
    }

    private PerturbedWeights Moved(PerturbationSettings perturbation, Dictionary<string, Tensor> gradients)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var (network, mask) = (_state.Network, _state.Mask);
        if (network.Grouped is { } grouped) return new((grouped.Buffer, Step(perturbation, grouped, gradients)));
        // A weight that the mask holds at zero must not move: its gradient takes no part.
        mask?.Apply(name => gradients[name], _ => null);
        var radii = perturbation.Criterion is { } criterion
            ? Radii.Of(_neurons, Scores(criterion, perturbation), perturbation.RhoMin, perturbation.RhoMax, ScopeOf(perturbation), OrderOf(perturbation))
            : Radii.Uniform(_neurons, perturbation.RhoMax, network.Parameters.Values.First());
        return new(network.Parameters, Ascent.Of(_neurons, radii, network.Parameters, gradients, perturbation.Metric, perturbation.Normalisation, perturbation.Eta));
    }

    private Tensor Step(PerturbationSettings perturbation, GroupedParameters grouped, Dictionary<string, Tensor> gradients)
    {
        if (_ascent?.Layout != grouped.Layout)
        {
            _ascent?.Dispose();
            _ascent = new GroupedAscent(_neurons, grouped);
        }
        var radii = perturbation.Criterion is { } criterion
            ? _ascent.RadiiOf(Scores(criterion, perturbation), perturbation.RhoMin, perturbation.RhoMax, ScopeOf(perturbation), OrderOf(perturbation))
            : full([], perturbation.RhoMax, grouped.Buffer.dtype, grouped.Buffer.device);
        return _ascent.Of(
            radii, grouped, gradients, _state.Mask?.Grouped(grouped.Layout), perturbation.Metric, perturbation.Normalisation, perturbation.Eta);
    }

    private IReadOnlyDictionary<string, Tensor> Scores(string criterion, PerturbationSettings perturbation) =>
        StageScores.Of(_state, criterion, perturbation.GroupReduction);

    private static string ScopeOf(PerturbationSettings perturbation) => perturbation.Scope ?? ScoreScopes.Layer;

    private static string OrderOf(PerturbationSettings perturbation) => perturbation.RadiusOrder ?? RadiusOrders.Unimportant;
}
