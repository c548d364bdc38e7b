namespace AdaSapSweep.Training.Networks;

/// <summary>What a tensor is to a channel of a group.</summary>
public enum MemberRole
{
    /// <summary>Weight whose rows compute the channel.</summary>
    Producer,

    /// <summary>Bias of such a row.</summary>
    ProducerBias,

    /// <summary>gamma of a batch norm over the channel.</summary>
    NormScale,

    /// <summary>beta of a batch norm over the channel.</summary>
    NormShift,

    /// <summary>Running mean or variance: no parameter.</summary>
    NormStatistic,

    /// <summary>The channel's own filter in a depthwise convolution.</summary>
    Depthwise,

    /// <summary>Weight whose columns read the channel.</summary>
    Consumer,
}

/// <summary>A tensor that loses slices when channels of a group go.</summary>
/// <param name="Dimension">The dimension that shrinks.</param>
/// <param name="SlicesPerChannel">Slices a channel; above 1 where a linear layer reads flattened pixels: channel c owns c*S .. c*S+S-1.</param>
public sealed record GroupMember(string Tensor, int Dimension, MemberRole Role, int SlicesPerChannel = 1);

/// <summary>Channels that exist in several tensors at once and can only be removed from all of them together.</summary>
public sealed record ChannelGroup(string Name, IReadOnlyList<GroupMember> Members)
{
    public IEnumerable<string> With(MemberRole role) => Members.Where(m => m.Role == role).Select(m => m.Tensor);
}
