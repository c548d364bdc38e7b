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

/// <summary>k x k convolution with padding k/2.</summary>
/// <param name="InGroup">Null: the three colour channels.</param>
/// <param name="Depthwise">One filter a channel; then the groups of both sides are the same.</param>
public sealed record Convolution(
    string Name, int Input, int Output, string? InGroup, string OutGroup, int Kernel, int Stride, bool Bias = false, bool Depthwise = false)
    : Layer(Name, Input, Output);

/// <summary>Batch normalisation (eps 1e-5, momentum 0.1), followed by a ReLU or not.</summary>
public sealed record BatchNorm(string Name, int Input, int Output, string Group, bool Relu) : Layer(Name, Input, Output);

/// <summary>
/// input + shortcut, then ReLU. Within one group the shortcut is the value itself. Between two groups (option A) it is every
/// Stride-th pixel in both directions, and its channels go where the blueprint's index map of this layer's name says.
/// </summary>
public sealed record Addition(string Name, int Input, int Shortcut, int Output, string Group, string ShortcutGroup, int Stride)
    : Layer(Name, Input, Output)
{
    public override IEnumerable<int> Reads => [Input, Shortcut];

    public bool IsMapped => ShortcutGroup != Group;
}

/// <summary>Mean over all pixels, flattened to (N, C): so that any input size works.</summary>
public sealed record GlobalAverage(string Name, int Input, int Output, string Group) : Layer(Name, Input, Output);

/// <summary>Fully connected layer with bias.</summary>
/// <param name="OutGroup">Null: the classes.</param>
/// <param name="ColumnsPerChannel">Pixels that a flattening put side by side for each channel; 1 after a global average.</param>
public sealed record Linear(string Name, int Input, int Output, string InGroup, string? OutGroup = null, int ColumnsPerChannel = 1)
    : Layer(Name, Input, Output);
