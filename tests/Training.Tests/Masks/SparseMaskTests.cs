using AdaSapSweep.Stages;
using AdaSapSweep.Training.Data;
using AdaSapSweep.Training.Masks;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Masks;

public class Sparse_masks_over_a_network
{
    [Fact]
    public void Take_the_smallest_weights_of_all_layers_together()
    {
        using var scope = NewDisposeScope();
        using var mask = SparseMask.Magnitude(
            [("a", tensor(new[] { .5f, -.1f, .3f, -.7f, .2f })), ("b", tensor(new[] { .9f, -.4f, .05f, .6f, -.8f }))], .5);
        Assert.Equal("10010", Flags.Text(mask.FlagsOf("a")));
        Assert.Equal("10011", Flags.Text(mask.FlagsOf("b")));
        Assert.Equal((10, 5), (mask.Count, mask.Zeros));
    }

    [Fact]
    public void Follow_the_official_update_with_gradient_growth()
    {
        using var scope = NewDisposeScope();
        var weight = tensor(new[] { .5f, 0, -.1f, .3f, 0, -.7f, .2f, 0, .4f, 0 });
        var momentum = tensor(new float[] { 1, 0, 3, 4, 0, 6, 7, 0, 9, 0 });
        var gradient = tensor(new[] { 9, -.3f, .05f, 8, .6f, 7, -.9f, .1f, 6, -.2f });
        using var mask = Saved("1011011010", weight);
        mask.Update(new(.5), _ => weight, _ => momentum, _ => gradient, new SplitMix64(1));
        Assert.Equal("1001111010", Flags.Text(mask.FlagsOf("w")));
        Assert.Equal([.5f, 0, 0, .3f, 0, -.7f, .2f, 0, .4f, 0], weight.data<float>().ToArray());
        Assert.Equal([1, 0, 0, 4, 0, 6, 7, 0, 9, 0], momentum.data<float>().ToArray());
    }

    [Fact]
    public void Zero_weights_and_momentum_after_a_step()
    {
        using var scope = NewDisposeScope();
        var weight = tensor(new[] { .4f, -.2f, 0, .25f }).requires_grad_();
        var momentum = tensor(new[] { 1, 2, -1, .5f });
        using var mask = Saved("1011", weight);
        mask.Apply(_ => weight, _ => momentum);
        Assert.Equal([.4f, 0, 0, .25f], weight.detach().data<float>().ToArray());
        Assert.Equal([1, 0, -1, .5f], momentum.data<float>().ToArray());
        mask.Apply(_ => weight, _ => null);
    }

    [Fact]
    public void Drawn_at_random_depend_on_the_seed_alone()
    {
        using var scope = NewDisposeScope();
        (string, Tensor)[] weights = [("a", zeros(new long[] { 30, 10 })), ("b", zeros(new long[] { 8, 8, 3, 3 }))];
        using var first = SparseMask.Random(weights, LayerBudgets.Igq, .8, new SplitMix64(1));
        using var again = SparseMask.Random(weights, LayerBudgets.Igq, .8, new SplitMix64(1));
        using var other = SparseMask.Random(weights, LayerBudgets.Igq, .8, new SplitMix64(2));
        Assert.Equal(first.FlagsOf("b"), again.FlagsOf("b"));
        Assert.NotEqual(first.FlagsOf("b"), other.FlagsOf("b"));
    }

    [Fact]
    public void Come_back_from_a_checkpoint()
    {
        using var scope = NewDisposeScope();
        (string Name, Tensor)[] weights = [("a", randn(new long[] { 30, 10 })), ("b", randn(new long[] { 8, 8, 3, 3 }))];
        using var mask = SparseMask.Random(weights, LayerBudgets.Erk, .7, new SplitMix64(1));
        var saved = mask.Saved.ToDictionary(entry => entry.Name, entry => entry.Flags);
        using var restored = SparseMask.Restore(weights, saved);
        Assert.All(weights, w => Assert.Equal(mask.FlagsOf(w.Name), restored.FlagsOf(w.Name)));
        saved.Remove("b");
        Assert.Throws<ArgumentException>(() => SparseMask.Restore(weights, saved));
    }

    private static SparseMask Saved(string flags, Tensor weight) => SparseMask.Restore(
        [("w", weight)], new Dictionary<string, Tensor> { ["w"] = tensor(Array.ConvertAll(Flags.Of(flags), flag => flag ? (byte)1 : (byte)0)) });
}
