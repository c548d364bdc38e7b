namespace AdaSapSweep.Training.Networks;

/// <summary>
/// One operation of a network. It reads value <see cref="Input"/> and writes value <see cref="Output"/>; value 0 is the
/// normalised images, the last one the logits. Each layer names the channel group of what it reads and of what it writes, and
/// that is all that pruning needs to know about it.
/// </summary>
public abstract record Layer(string Name, int Input, int Output)
{
    /// <summary>Values read.</summary>
    public virtual IEnumerable<int> Reads => [Input];
}

/// <summary>A layer with a weight and perhaps a bias.</summary>
public abstract record WeightedLayer(string Name, int Input, int Output) : Layer(Name, Input, Output)
{
    public string Weight { get; } = $"{Name}.weight";

    /// <summary>The bias's name, whether there is one or not.</summary>
    public string Shift { get; } = $"{Name}.bias";
}

/// <summary>k x k convolution with padding k/2.</summary>
/// <param name="InGroup">Null: the three colour channels.</param>
/// <param name="Depthwise">One filter a channel; then the groups of both sides are the same.</param>
public sealed record Convolution(
    string Name, int Input, int Output, string? InGroup, string OutGroup, int Kernel, int Stride, bool Bias = false, bool Depthwise = false)
    : WeightedLayer(Name, Input, Output);

/// <summary>Batch normalisation (eps 1e-5, momentum 0.1), then an activation.</summary>
public sealed record BatchNorm(string Name, int Input, int Output, string Group, Activation Activation) : WeightedLayer(Name, Input, Output)
{
    public string RunningMean { get; } = $"{Name}.running_mean";

    public string RunningVariance { get; } = $"{Name}.running_var";
}

/// <summary>
/// input + shortcut, then an activation. Within one group the shortcut is the value itself. Between two groups (option A) it is every
/// Stride-th pixel in both directions, and its channels go where the blueprint's index map of this layer's name says.
/// </summary>
public sealed record Addition(
    string Name, int Input, int Shortcut, int Output, string Group, string ShortcutGroup, int Stride, Activation Activation = Activation.Relu)
    : Layer(Name, Input, Output)
{
    public override IEnumerable<int> Reads => [Input, Shortcut];

    public bool IsMapped => ShortcutGroup != Group;
}

/// <summary>Maximum over windows of k x k. A map that is smaller than a window passes as it is, so that small images work.</summary>
public sealed record MaxPool(string Name, int Input, int Output, string Group, int Kernel, int Stride, int Padding = 0)
    : Layer(Name, Input, Output)
{
    /// <returns>Pixels of a side after it.</returns>
    public long SideAfter(long side) => IsIdentity(side) ? side : (side + (2 * Padding) - Kernel) / Stride + 1;

    public bool IsIdentity(long side) => side + (2 * Padding) < Kernel;
}

/// <summary>Mean over all pixels, flattened to (N, C): so that any input size works.</summary>
public sealed record GlobalAverage(string Name, int Input, int Output, string Group) : Layer(Name, Input, Output);

/// <summary>Means over a grid of side x side cells, whatever the input size.</summary>
public sealed record AdaptiveAverage(string Name, int Input, int Output, string Group, int Side) : Layer(Name, Input, Output);

/// <summary>In training sets values of (N, C) to zero at random, and scales the others up; in evaluation nothing.</summary>
/// <param name="Share">Of the values, in [0, 1).</param>
public sealed record Dropout(string Name, int Input, int Output, string Group, double Share) : Layer(Name, Input, Output);

/// <summary>Fully connected layer with bias, then an activation.</summary>
/// <param name="OutGroup">Null: the classes.</param>
/// <param name="ColumnsPerChannel">Pixels that a flattening puts side by side for each channel; 1 after a global average.</param>
public sealed record Linear(
    string Name, int Input, int Output, string InGroup, string? OutGroup = null, int ColumnsPerChannel = 1, Activation Activation = Activation.None)
    : WeightedLayer(Name, Input, Output);
