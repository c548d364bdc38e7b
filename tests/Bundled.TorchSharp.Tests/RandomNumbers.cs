using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Bundled.TorchSharp.Tests;

public class RandomNumbers : Scoped
{
    [Fact]
    public void Repeat_after_the_same_seed()
    {
        manual_seed(5);
        var first = rand(10);
        var next = rand(10);
        manual_seed(5);
        Assert.True(first.Equals(rand(10)));
        Assert.False(first.Equals(next));
    }

    [Fact]
    public void Go_on_from_a_state_that_was_put_back()
    {
        manual_seed(5);
        randn(3);
        var state = get_rng_state();
        var expected = randn(7);
        randperm(100);
        set_rng_state(state);
        Assert.True(expected.Equals(randn(7)));
    }

    [Fact]
    public void Of_a_generator_leave_the_default_one_alone()
    {
        manual_seed(5);
        var expected = rand(4);
        manual_seed(5);
        using var own = new Generator(9);
        var a = rand(4, generator: own);
        randperm(10, generator: own);
        Assert.True(expected.Equals(rand(4)));
        own.manual_seed(9);
        Assert.True(a.Equals(rand(4, generator: own)));
        Assert.Equal(9, own.initial_seed());
    }

    [Fact]
    public void Of_two_generators_agree_when_their_states_do()
    {
        using var a = new Generator(1);
        rand(3, generator: a);
        using var b = new Generator(2);
        b.set_state(a.get_state());
        Assert.True(randn(5, generator: a).Equals(randn(5, generator: b)));
    }

    [Fact]
    public void Keep_to_their_distribution()
    {
        manual_seed(7);
        var uniform = rand(10000);
        Assert.InRange(uniform.mean().item<float>(), 0.48f, 0.52f);
        Assert.True((uniform >= 0).all().item<bool>() && (uniform < 1).all().item<bool>());
        var normal = randn(10000);
        Assert.InRange(normal.std().item<float>(), 0.97f, 1.03f);
        var whole = randint(2, 5, [1000]);
        Assert.Equal(ScalarType.Int64, whole.dtype);
        Assert.Equal([2L, 3L, 4L], whole.data<long>().Distinct().Order());
        Assert.Equal(Enumerable.Range(0, 10).Select(i => (long)i), randperm(10).data<long>().Order());
        Assert.InRange(empty(1000).uniform_(2, 3).mean().item<float>(), 2.4f, 2.6f);
        Assert.InRange(full(1000, 0.3).bernoulli().sum().item<float>(), 220, 380);
    }
}
