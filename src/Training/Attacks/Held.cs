using TorchSharp;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Attacks;

/// <summary>Tensors that live from one iteration of an attack to the next, each of which runs in a dispose scope of its own.</summary>
/// <param name="scope">Of the whole attack.</param>
internal sealed class Held(DisposeScope scope)
{
    public Tensor Keep(Tensor made) => made.MoveToOtherDisposeScope(scope);

    /// <summary>Keeps the next value and frees the old one.</summary>
    public Tensor Next(Tensor old, Tensor next)
    {
        Keep(next);
        old.Dispose();
        return next;
    }

    /// <summary>Keeps some rows in place of all of them.</summary>
    public Tensor At(Tensor old, Tensor places) => Next(old, old.index_select(0, places));

    public AttackedImages Keep(AttackedImages images) =>
        new(Keep(images.Images), Keep(images.Labels), Keep(images.Numbers), images.Targets is { } targets ? Keep(targets) : null);
}
