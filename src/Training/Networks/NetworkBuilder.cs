namespace AdaSapSweep.Training.Networks;

/// <summary>A value of a network under construction: its number and the group of its channels.</summary>
/// <param name="Group">Null: the three colour channels.</param>
internal readonly record struct Signal(int Value, string? Group)
{
    /// <exception cref="InvalidOperationException">The signal is the images.</exception>
    public string Channels => Group ?? throw new InvalidOperationException("the images' channels are in no group");
}

/// <summary>Writes down the layers of a network in the order in which they are applied.</summary>
internal sealed class NetworkBuilder
{
    private readonly List<Layer> _layers = [];
    private readonly Dictionary<string, int> _widths = new(StringComparer.Ordinal);
    private int _values;

    public static Signal Images => new(0, null);

    /// <summary>Declares a channel group; again with the same width: nothing.</summary>
    /// <returns>Its name.</returns>
    public string Group(string name, int channels)
    {
        if (_widths.TryGetValue(name, out var known) && known != channels) throw new ArgumentException($"group '{name}' has {known} channels", nameof(channels));
        _widths[name] = channels;
        return name;
    }

    public Signal Convolution(string name, Signal input, string output, int kernel, int stride = 1, bool bias = false) =>
        Add(output, value => new Convolution(name, input.Value, value, input.Group, output, kernel, stride, bias));

    /// <summary>3 x 3, one filter a channel.</summary>
    public Signal Depthwise(string name, Signal input, int stride) =>
        Add(input.Group, value => new Convolution(name, input.Value, value, input.Channels, input.Channels, 3, stride, Depthwise: true));

    public Signal Norm(string name, Signal input, Activation activation) =>
        Add(input.Group, value => new BatchNorm(name, input.Value, value, input.Channels, activation));

    /// <param name="sum">Nothing else reads it: it is added to in place.</param>
    /// <param name="stride">Of an option-A shortcut.</param>
    public Signal Addition(string name, Signal sum, Signal shortcut, Activation activation, int stride = 1) =>
        Add(sum.Group, value => new Addition(name, sum.Value, shortcut.Value, value, sum.Channels, shortcut.Channels, stride, activation));

    public Signal MaxPool(string name, Signal input, int kernel, int padding = 0) =>
        Add(input.Group, value => new MaxPool(name, input.Value, value, input.Channels, kernel, 2, padding));

    public Signal GlobalAverage(string name, Signal input) => Add(input.Group, value => new GlobalAverage(name, input.Value, value, input.Channels));

    public Signal AdaptiveAverage(string name, Signal input, int side) =>
        Add(input.Group, value => new AdaptiveAverage(name, input.Value, value, input.Channels, side));

    public Signal Dropout(string name, Signal input, double share) =>
        Add(input.Group, value => new Dropout(name, input.Value, value, input.Channels, share));

    public Signal Hidden(string name, Signal input, string output, int columnsPerChannel = 1) =>
        Add(output, value => new Linear(name, input.Value, value, input.Channels, output, columnsPerChannel, Activation.Relu));

    public Blueprint Classifier(string name, Signal input, NetworkIdentity identity, Initialisation initialisation)
    {
        Add(null, value => new Linear(name, input.Value, value, input.Channels));
        return Blueprint.Create(identity, initialisation, _layers, _widths);
    }

    private Signal Add(string? group, Func<int, Layer> layer)
    {
        _layers.Add(layer(++_values));
        return new(_values, group);
    }
}
