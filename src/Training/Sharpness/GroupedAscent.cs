using AdaSapSweep.Stages;
using AdaSapSweep.Training.Networks;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Sharpness;

/// <summary>
/// <see cref="Ascent"/> and <see cref="Radii"/> over all parameters in one buffer. Neurons are numbered through all groups, in their order; a row is one neuron's
/// part of one tensor, and rows are numbered as they lie in the buffer.
/// </summary>
internal sealed class GroupedAscent : IDisposable
{
    private readonly IReadOnlyList<NeuronGroup> _groups;
    private readonly HashSet<string> _weights;
    private readonly RowBlock[] _blocks;
    private readonly long[] _neurons;

    /// <summary>(neurons, most rows of a neuron): its rows, then the number of rows.</summary>
    private readonly Tensor _rowsOfNeurons;

    /// <summary>(rows): the neuron; any where a row moves nowhere.</summary>
    private readonly Tensor _neuronOfRow;

    /// <summary>(prunable groups, most neurons of one): its neurons, the last of them again and again.</summary>
    private readonly Tensor _neuronsOfGroups;

    /// <summary>(prunable neurons): the group.</summary>
    private readonly Tensor _groupOfNeuron;

    /// <summary>Elements with T = 1 whatever the metric; null: none that move.</summary>
    private readonly Tensor? _biases;

    private readonly Tensor _zero;

    /// <param name="groups">Prunable ones first.</param>
    public GroupedAscent(IReadOnlyList<NeuronGroup> groups, GroupedParameters parameters)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        (_groups, Layout) = (groups, parameters.Layout);
        _weights = [.. groups.SelectMany(g => g.Weights)];
        _blocks = [.. Layout.Blocks.Where(block => block.Names.Any(_weights.Contains))];
        var firstRow = new Dictionary<string, long>(StringComparer.Ordinal);
        var sizes = new Dictionary<string, long>(StringComparer.Ordinal);
        var rows = 0L;
        foreach (var name in _blocks.SelectMany(block => block.Names))
        {
            firstRow.Add(name, rows);
            sizes.Add(name, Layout.View(parameters.Buffer, name).shape[0]);
            rows += sizes[name];
        }
        _neurons = [.. groups.Select(g => sizes[g.Weights[0]])];
        var most = groups.Max(g => g.Weights.Count);
        var (rowsOfNeurons, neuronOfRow) = (new List<long>(), new long[rows]);
        var (neuronsOfGroups, groupOfNeuron) = (new List<long>(), new List<long>());
        var prunable = groups.Count(g => g.IsPrunable);
        var widest = _neurons.Take(prunable).DefaultIfEmpty(0).Max();
        var first = 0L;
        for (var g = 0; g < groups.Count; g++)
        {
            for (var i = 0L; i < _neurons[g]; i++)
            {
                rowsOfNeurons.AddRange(groups[g].Weights.Select(name => firstRow[name] + i));
                rowsOfNeurons.AddRange(Enumerable.Repeat(rows, most - groups[g].Weights.Count));
                foreach (var name in groups[g].Weights) neuronOfRow[firstRow[name] + i] = first + i;
                if (g < prunable) groupOfNeuron.Add(g);
            }
            if (g < prunable)
                for (var i = 0L; i < widest; i++) neuronsOfGroups.Add(first + Math.Min(i, _neurons[g] - 1));
            first += _neurons[g];
        }
        var device = parameters.Buffer.device;
        _rowsOfNeurons = Numbers(rowsOfNeurons, first, most);
        _neuronOfRow = Numbers(neuronOfRow, rows);
        _neuronsOfGroups = Numbers(neuronsOfGroups, prunable, widest);
        _groupOfNeuron = Numbers(groupOfNeuron, groupOfNeuron.Count);
        _zero = zeros([1], parameters.Buffer.dtype, device).DetachFromDisposeScope();
        if (_weights.Any(Ascent.IsBias))
        {
            var one = ones([1], ScalarType.Bool, device);
            _biases = Layout.Gather(name => Ascent.IsBias(name) ? one.expand(Layout.View(parameters.Buffer, name).shape) : null).DetachFromDisposeScope();
        }

        Tensor Numbers(IReadOnlyCollection<long> numbers, params long[] shape) => tensor(numbers.ToArray(), shape).to(device).DetachFromDisposeScope();
    }

    public ParameterLayout Layout { get; }

    /// <returns>(neurons), as <see cref="Radii.Of"/> has them.</returns>
    /// <param name="scores">By prunable group: (neurons).</param>
    public Tensor RadiiOf(IReadOnlyDictionary<string, Tensor> scores, double rhoMin, double rhoMax, string scope, string order)
    {
        var own = cat([.. _groups.Where(g => g.IsPrunable).Select(g => scores[g.Name])]);
        Tensor lowest, highest;
        if (Radii.IsGlobal(scope)) (lowest, highest) = (own.min(), own.max());
        else
        {
            var byGroup = own.index_select(0, _neuronsOfGroups.flatten()).view(_neuronsOfGroups.shape);
            (lowest, highest) = (byGroup.amin(1).index_select(0, _groupOfNeuron), byGroup.amax(1).index_select(0, _groupOfNeuron));
        }
        var radii = Radii.Map(own, lowest, highest, rhoMin, rhoMax, order);
        var others = _neurons.Sum() - own.shape[0];
        return others == 0 ? radii : cat([radii, radii.mean().expand(others)]);
    }

    /// <param name="radii">(neurons), or a scalar for all.</param>
    /// <param name="gradients">Of the loss, by the names of the weights.</param>
    /// <param name="mask">Ones and zeros, in a buffer laid out alike: where a weight may move. Null: everywhere.</param>
    /// <returns>eps in a buffer laid out alike. Nothing is read back from the device.</returns>
    public Tensor Of(
        Tensor radii, GroupedParameters parameters, IReadOnlyDictionary<string, Tensor> gradients, Tensor? mask, string metric, string normalisation, double eta)
    {
        using var scope = NewDisposeScope();
        var step = Layout.Gather(name => _weights.Contains(name) ? gradients[name] : null);
        if (mask is not null) step.mul_(mask);
        Tensor? scale = null;
        if (metric != SharpnessMetrics.Sam)
        {
            scale = parameters.Buffer.abs().add_(eta);
            if (_biases is not null) scale.masked_fill_(_biases, 1);
            step.mul_(scale);
        }
        var squares = step.square();
        if (metric == SharpnessMetrics.Asam) step.mul_(scale!);
        else if (metric is not (SharpnessMetrics.Sam or SharpnessMetrics.Scaled))
            throw new ArgumentOutOfRangeException(nameof(metric), metric, "not a metric of sharpness");
        var factors = Factors(radii, squares, normalisation);
        if (factors.Dimensions == 0) step.mul_(factors);
        else
        {
            var row = 0L;
            foreach (var block in _blocks)
            {
                block.Of(step).mul_(factors.narrow(0, row, block.Rows).unsqueeze(1));
                row += block.Rows;
            }
        }
        return step.MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        foreach (var tensor in new[] { _rowsOfNeurons, _neuronOfRow, _neuronsOfGroups, _groupOfNeuron, _biases, _zero }) tensor?.Dispose();
    }

    /// <returns>Radius over norm: (rows), or a scalar for all.</returns>
    private Tensor Factors(Tensor radii, Tensor squares, string normalisation)
    {
        switch (normalisation)
        {
            case Normalisations.Row:
                return Ascent.Over(ByRow(radii), RowSums(squares).sqrt());
            case Normalisations.Neuron:
                var rows = cat([RowSums(squares), _zero]);
                return ByRow(Ascent.Over(radii, rows.index_select(0, _rowsOfNeurons.flatten()).view(_rowsOfNeurons.shape).sum(1).sqrt()));
            case Normalisations.Global:
                return ByRow(Ascent.Over(radii, squares.sum().sqrt()));
            default:
                throw new ArgumentOutOfRangeException(nameof(normalisation), normalisation, "not a normalisation");
        }
    }

    private Tensor RowSums(Tensor squares) => cat([.. _blocks.Select(block => block.Of(squares).sum(1))]);

    private Tensor ByRow(Tensor ofNeurons) => ofNeurons.Dimensions == 0 ? ofNeurons : ofNeurons.index_select(0, _neuronOfRow);
}
