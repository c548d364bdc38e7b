using static TorchSharp.torch;

namespace AdaSapSweep.Training.Networks;

/// <summary>All parameters of a network in one buffer, of which each is a view. It needs no gradient itself; what changes it changes them.</summary>
internal sealed record GroupedParameters(ParameterLayout Layout, Tensor Buffer);
