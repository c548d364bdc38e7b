using static TorchSharp.torch;

namespace AdaSapSweep.Training.Networks;

/// <summary>
/// A network as named tensors plus the <see cref="Networks.Blueprint"/> that says how they are applied. Functional: no module tree to
/// keep in step with, so removing channels is replacing tensors. Belongs to one thread at a time.
/// </summary>
public sealed class Network : IDisposable
{
    private readonly OrderedDictionary<string, Tensor> _parameters = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, Tensor> _statistics = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MappedShortcut> _shortcuts = new(StringComparer.Ordinal);
    private readonly Tensor _mean;
    private readonly Tensor _deviation;

    /// <summary>Takes over tensors that were made elsewhere.</summary>
    /// <param name="tensors">Every tensor that the blueprint declares, on <paramref name="device"/> and of <paramref name="type"/>.</param>
    /// <exception cref="ArgumentException">A tensor is missing or of another shape.</exception>
    internal Network(Blueprint blueprint, Func<TensorDeclaration, Tensor> tensors, Device device, ScalarType type)
    {
        Blueprint = blueprint;
        Device = device;
        Type = type;
        _mean = Constant(blueprint.Normalisation.Mean);
        _deviation = Constant(blueprint.Normalisation.Deviation);
        try
        {
            foreach (var declared in TensorDeclaration.Of(blueprint)) Put(declared, tensors(declared));
            Lay();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public Blueprint Blueprint { get; private set; }

    public Device Device { get; }

    public ScalarType Type { get; }

    /// <summary>Trainable tensors by name, in the order of the layers. They require gradients.</summary>
    public IReadOnlyDictionary<string, Tensor> Parameters => _parameters;

    /// <summary>What a mask lies over: convolution and linear weights in the order of the layers. Made anew at each call.</summary>
    public IReadOnlyList<(string Name, Tensor Weight)> PrunableWeights =>
        [.. _parameters.Where(p => p.Value.shape.Length >= 2).Select(p => (p.Key, p.Value))];

    /// <summary>Running means and variances by name.</summary>
    public IReadOnlyDictionary<string, Tensor> Statistics => _statistics;

    /// <summary>Forward passes that moved the running statistics; the same for every batch norm.</summary>
    public long BatchesTracked { get; internal set; }

    /// <summary>A fresh network.</summary>
    /// <param name="seed">The weights depend on it alone: not on the device, nor on the type beyond rounding.</param>
    public static Network Create(Blueprint blueprint, long seed, Device device, ScalarType type = ScalarType.Float32)
    {
        using var generator = new Generator((ulong)seed, CPU);
        return new Network(blueprint, declared => WeightInitialisation.Draw(declared, blueprint.Initialisation, generator).to(type).to(device), device, type);
    }

    /// <param name="images">(N, 3, H, W) in [0, 1], on the network's device and of its type.</param>
    /// <param name="dropout">
    /// By the name of a dropout: (N, dense channels) uniform in [0, 1); what is below its share is set to zero. Null: nothing is, and in
    /// evaluation mode never.
    /// </param>
    /// <param name="statisticsMomentum">Weight of the batch in the running statistics, in (0, 1], where they move.</param>
    /// <returns>Logits (N, classes).</returns>
    public Tensor Forward(
        Tensor images, BatchNormMode mode, IReadOnlyDictionary<string, Tensor>? dropout = null, double statisticsMomentum = ForwardPass.NormMomentum)
    {
        if (mode == BatchNormMode.Train) BatchesTracked++;
        using var scope = NewDisposeScope();
        return ForwardPass.Run(
            this, Normalised(images, Autocast.Current ?? Type), mode, mode == BatchNormMode.Eval ? null : dropout, mode == BatchNormMode.Train ? statisticsMomentum : 0)
            .MoveToOuterDisposeScope();
    }

    /// <summary>The same in evaluation mode, with weights that were made before.</summary>
    /// <param name="type">That convolutions and linear layers compute in.</param>
    /// <param name="steady">Of this network as it is, and of that type; null: the network's own.</param>
    internal Tensor Forward(Tensor images, ScalarType type, SteadyWeights? steady)
    {
        using var scope = NewDisposeScope();
        return ForwardPass.Run(this, Normalised(images, type), BatchNormMode.Eval, null, 0, steady).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        foreach (var tensor in _parameters.Values.Concat(_statistics.Values)) tensor.Dispose();
        Grouped?.Buffer.Dispose();
        foreach (var shortcut in _shortcuts.Values) shortcut.Dispose();
        _mean.Dispose();
        _deviation.Dispose();
    }

    /// <summary>The parameters in one buffer; null: each lies on its own.</summary>
    internal GroupedParameters? Grouped { get; private set; }

    internal Tensor this[string name] => _parameters.TryGetValue(name, out var found) ? found : _statistics[name];

    /// <summary>The layer from which on <see cref="FastPaths.ChannelsLast"/> does not pay.</summary>
    internal int FirstWide { get; private set; }

    internal MappedShortcut ShortcutOf(Addition addition) => _shortcuts[addition.Name];

    /// <summary>Swaps tensors and blueprint for smaller ones.</summary>
    internal void Become(Blueprint blueprint, IReadOnlyDictionary<string, Tensor> replaced)
    {
        Blueprint = blueprint;
        foreach (var declared in TensorDeclaration.Of(blueprint))
            if (replaced.TryGetValue(declared.Name, out var tensor))
            {
                this[declared.Name].Dispose();
                Put(declared, tensor);
            }
        if (Grouped is not null) Group();
        Lay();
    }

    /// <summary>Moves the parameters into one buffer, where they also are after cuts. Their tensors are other ones from then on.</summary>
    internal void Group()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var layout = new ParameterLayout(_parameters);
        var buffer = layout.Gather(name => _parameters[name]).DetachFromDisposeScope();
        foreach (var name in layout.Names)
        {
            _parameters[name].Dispose();
            // Detached, a view is a leaf.
            _parameters[name] = layout.View(buffer, name).detach().DetachFromDisposeScope().requires_grad_(true);
        }
        Grouped?.Buffer.Dispose();
        Grouped = new(layout, buffer);
    }

    private Tensor Normalised(Tensor images, ScalarType type)
    {
        var input = (FastPaths.Current.ChannelsLast ? MapLayout.ChannelsLast(images) : images).sub(_mean).div_(_deviation);
        return type == Type ? input : input.to(type, disposeAfter: true);
    }

    /// <summary>What follows from the widths.</summary>
    private void Lay()
    {
        FirstWide = MapLayout.FirstWide(Blueprint, Device);
        foreach (var addition in Blueprint.Layers.OfType<Addition>().Where(a => a.IsMapped))
        {
            if (_shortcuts.Remove(addition.Name, out var old)) old.Dispose();
            _shortcuts.Add(addition.Name, new MappedShortcut(Blueprint.Maps[addition.Name], addition.Stride, Device));
        }
    }

    private void Put(TensorDeclaration declared, Tensor tensor)
    {
        if (!tensor.shape.AsSpan().SequenceEqual(declared.Shape))
            throw new ArgumentException($"'{declared.Name}' has shape [{string.Join(",", tensor.shape)}], not [{string.Join(",", declared.Shape)}]");
        using var plain = tensor.detach();
        var own = plain.clone().DetachFromDisposeScope();
        tensor.Dispose();
        if (declared.IsParameter) _parameters[declared.Name] = own.requires_grad_(true);
        else _statistics[declared.Name] = own;
    }

    private Tensor Constant(IReadOnlyList<double> channels)
    {
        using var values = tensor(channels.ToArray(), [1, 3, 1, 1]);
        using var typed = values.to(Type);
        return typed.to(Device, copy: true).DetachFromDisposeScope();
    }
}
