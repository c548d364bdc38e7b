namespace TorchSharp;

/// <summary>The methods of a tensor as functions of one.</summary>
public static partial class torch
{
    public static Tensor clone(Tensor input) => input.clone();
}
