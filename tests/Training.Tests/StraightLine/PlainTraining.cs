using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.StraightLine;

/// <summary>
/// SGD, SAM, ASAM and AdaSAP with cuts, as one would write them down in an afternoon: numbers in arrays, loops, no options but those that the test
/// needs. It shares no code with the product, and is slow.
/// </summary>
/// <param name="method">sgd, sam, asam, adasap-sam or adasap-asam.</param>
/// <param name="criterion">l2 or taylor.</param>
internal sealed class PlainTraining(PlainNetwork network, string method, string criterion)
{
    private const double Momentum = .9;
    private const double Decay = 5e-4;
    private const double Eta = .01;

    private static readonly string[] Groups = ["s", "i", "t"];
    private static readonly Dictionary<string, string[]> Rows = new() { ["s"] = ["conv1", "conv3"], ["i"] = ["conv2"], ["t"] = ["conv4"] };
    private static readonly Dictionary<string, string[]> Norms = new() { ["s"] = ["bn1", "bn3"], ["i"] = ["bn2"], ["t"] = ["bn4"] };

    private readonly Dictionary<string, double[]> _velocity = network.Weights.ToDictionary(w => w.Key, w => new double[w.Value.numel()]);
    private readonly Dictionary<string, double[]> _sums = [];
    private int _batches;

    public double Rho { get; init; }

    public double RhoMin { get; init; }

    public double RhoMax { get; init; }

    /// <summary>What the weights were moved by in the last step; empty under SGD.</summary>
    public Dictionary<string, double[]> LastMove { get; private set; } = [];

    public void Step(Tensor images, Tensor labels, double learningRate)
    {
        using var scope = NewDisposeScope();
        var gradients = Gradients(images, labels, true);
        Count(gradients);
        LastMove = Move(gradients);
        if (LastMove.Count > 0)
        {
            var before = LastMove.Keys.ToDictionary(name => name, name => Numbers(network.Weights[name]));
            foreach (var (name, move) in LastMove) Set(name, [.. before[name].Select((w, k) => w + move[k])]);
            gradients = Gradients(images, labels, false);
            foreach (var (name, numbers) in before) Set(name, numbers);
        }
        foreach (var (name, gradient) in gradients)
        {
            var (weight, velocity) = (Numbers(network.Weights[name]), _velocity[name]);
            for (var k = 0; k < weight.Length; k++)
            {
                velocity[k] = Momentum * velocity[k] + gradient[k] + Decay * weight[k];
                weight[k] -= learningRate * velocity[k];
            }
            Set(name, weight);
        }
    }

    /// <summary>Removes channels until about that many parameters are left.</summary>
    /// <returns>By group: the indices that went.</returns>
    public Dictionary<string, int[]> Cut(double target)
    {
        using var scope = NewDisposeScope();
        var scores = Scores();
        if (criterion == "l2") foreach (var group in Groups) scores[group] = [.. scores[group].Select(s => s / scores[group].Average())];
        var width = Groups.ToDictionary(g => g, g => scores[g].Length);
        var gone = Groups.ToDictionary(g => g, _ => new List<int>());
        var waiting = (from g in Groups from c in Enumerable.Range(0, width[g]) orderby scores[g][c], Array.IndexOf(Groups, g), c select (g, c)).ToList();
        foreach (var (g, c) in waiting.ToList())
        {
            if (width[g] == 2) continue;
            if (Parameters(width, g) < target) break;
            Take(g, c);
        }
        while (true)
        {
            var best = Groups.Where(g => width[g] > 2).MinBy(g => Math.Abs(Parameters(width, g) - target));
            if (best is null || Math.Abs(Parameters(width, best) - target) >= Math.Abs(Parameters(width) - target)) break;
            Take(best, waiting.First(w => w.g == best).c);
        }
        Slice(gone);
        _sums.Clear();
        _batches = 0;
        return gone.ToDictionary(g => g.Key, g => g.Value.ToArray());

        void Take(string group, int channel)
        {
            width[group]--;
            gone[group].Add(channel);
            waiting.Remove((group, channel));
        }
    }

    /// <summary>Of the coupled network, counted by hand.</summary>
    public static double Parameters(Dictionary<string, int> width, string? less = null)
    {
        var (s, i, t) = (width["s"] - (less == "s" ? 1 : 0), width["i"] - (less == "i" ? 1 : 0), width["t"] - (less == "t" ? 1 : 0));
        return 27 * s + 2 * s + 9 * s * i + 2 * i + 9 * i * s + 2 * s + 9 * s * t + 2 * t + CoupledNetwork.Classes * (t + 1);
    }

    private Dictionary<string, double[]> Gradients(Tensor images, Tensor labels, bool moveStatistics)
    {
        var names = network.Weights.Keys.ToArray();
        var found = autograd.grad([network.Loss(images, labels, moveStatistics)], [.. names.Select(n => network.Weights[n])]);
        return names.Zip(found).ToDictionary(g => g.First, g => Numbers(g.Second));
    }

    private void Count(Dictionary<string, double[]> gradients)
    {
        _batches++;
        foreach (var group in Groups)
        {
            var sum = new double[network.Weights[$"{Norms[group][0]}.weight"].shape[0]];
            foreach (var name in Norms[group].SelectMany(n => new[] { $"{n}.weight", $"{n}.bias" }))
            {
                var weight = Numbers(network.Weights[name]);
                for (var c = 0; c < sum.Length; c++) sum[c] += weight[c] * gradients[name][c];
            }
            if (!_sums.TryGetValue(group, out var total)) _sums.Add(group, total = new double[sum.Length]);
            for (var c = 0; c < sum.Length; c++) total[c] += Math.Abs(sum[c]);
        }
    }

    private Dictionary<string, double[]> Scores() => Groups.ToDictionary(g => g, g => criterion == "taylor"
        ? _sums[g].Select(s => s / _batches).ToArray()
        : Enumerable.Range(0, _sums[g].Length).Select(c => Math.Sqrt(Rows[g].Sum(layer => Row($"{layer}.weight", c).Sum(w => w * w)))).ToArray());

    private Dictionary<string, double[]> Move(Dictionary<string, double[]> gradients) => method switch
    {
        "sgd" => [],
        "sam" or "asam" => MoveAll(gradients),
        _ => MoveNeurons(gradients),
    };

    private Dictionary<string, double[]> MoveAll(Dictionary<string, double[]> gradients)
    {
        var scale = gradients.Keys.ToDictionary(
            n => n, n => Numbers(network.Weights[n]).Select(w => method == "asam" && !n.EndsWith("bias", StringComparison.Ordinal) ? Math.Abs(w) + Eta : 1).ToArray());
        var norm = Math.Sqrt(gradients.Sum(g => g.Value.Select((d, k) => scale[g.Key][k] * d).Sum(d => d * d)));
        return gradients.ToDictionary(g => g.Key, g => g.Value.Select((d, k) => Rho * scale[g.Key][k] * scale[g.Key][k] * d / norm).ToArray());
    }

    private Dictionary<string, double[]> MoveNeurons(Dictionary<string, double[]> gradients)
    {
        var moves = Rows.Values.SelectMany(r => r).Append("linear").ToDictionary(l => $"{l}.weight", l => new double[gradients[$"{l}.weight"].Length]);
        var radii = new List<double>();
        foreach (var (group, scores) in Scores())
            for (var c = 0; c < scores.Length; c++)
            {
                var radius = RhoMax - (scores[c] - scores.Min()) / (scores.Max() - scores.Min()) * (RhoMax - RhoMin);
                radii.Add(radius);
                MoveNeuron([.. Rows[group].Select(l => $"{l}.weight")], c, radius, gradients, moves);
            }
        for (var c = 0; c < CoupledNetwork.Classes; c++) MoveNeuron(["linear.weight"], c, radii.Average(), gradients, moves);
        return moves;
    }

    private void MoveNeuron(string[] names, int row, double radius, Dictionary<string, double[]> gradients, Dictionary<string, double[]> moves)
    {
        var places = names.SelectMany(n => Places(n, row).Select(k => (n, k))).ToList();
        double Scale((string Name, int Place) p) => method == "adasap-asam" ? Math.Abs(Numbers(network.Weights[p.Name])[p.Place]) + Eta : 1;
        var steps = places.Select(p => (p.n, p.k, T: Scale(p), G: gradients[p.n][p.k])).ToList();
        var norm = Math.Sqrt(steps.Sum(s => s.T * s.G * s.T * s.G));
        foreach (var (name, place, scale, gradient) in steps) moves[name][place] = radius * scale * scale * gradient / norm;
    }

    private IEnumerable<double> Row(string name, int row)
    {
        var numbers = Numbers(network.Weights[name]);
        return Places(name, row).Select(k => numbers[k]);
    }

    private IEnumerable<int> Places(string name, int row)
    {
        var size = (int)(network.Weights[name].numel() / network.Weights[name].shape[0]);
        return Enumerable.Range(row * size, size);
    }

    private void Slice(Dictionary<string, List<int>> gone)
    {
        using var frozen = no_grad();
        foreach (var (name, dimension, group) in PlainNetwork.Slices)
        {
            var tensors = network.Weights.ContainsKey(name) ? network.Weights : network.Statistics;
            var old = tensors[name].detach();
            var kept = Enumerable.Range(0, (int)old.shape[dimension]).Except(gone[group]).Select(c => (long)c).ToArray();
            var index = tensor(kept, [kept.Length], ScalarType.Int64);
            if (_velocity.TryGetValue(name, out var velocity)) _velocity[name] = Numbers(tensor(velocity, old.shape).index_select(dimension, index));
            var cut = old.index_select(dimension, index).DetachFromDisposeScope();
            tensors[name].Dispose();
            tensors[name] = cut.requires_grad_(tensors == network.Weights);
        }
    }

    private void Set(string name, double[] numbers)
    {
        using var frozen = no_grad();
        network.Weights[name].copy_(tensor(numbers, network.Weights[name].shape));
    }

    private static double[] Numbers(Tensor tensor) => tensor.detach().contiguous().data<double>().ToArray();
}
