using AdaSapSweep.Stages;
using AdaSapSweep.Training.Attacks;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Attacks;

public class Projected_gradient_descent
{
    private static readonly AttackSettings LInf = new() { Norm = Norms.LInf, Epsilon = 8 / 255.0, StepSize = 2 / 255.0, Steps = 1 };
    private static readonly AttackSettings L2 = new() { Norm = Norms.L2, Epsilon = 0.1, StepSize = 0.05, Steps = 1 };
    private static readonly float[] Pixels = [.5f, .99f, .01f, .3f];

    [Theory]
    [InlineData(1, .012157, -.022157, -.002843, -.022157)]
    [InlineData(2, .004314, -.014314, -.01, -.014314)]
    [InlineData(3, -.003529, -.006471, -.01, -.006471)]
    public void Takes_the_linf_steps_of_the_reference(int steps, params double[] expected) =>
        AssertClose(expected, Perturbation(LInf with { Steps = steps }, [.02f, -.03f, .005f, -.03f]));

    [Theory]
    [InlineData(1, .034886, .007662, -.01, -.015532)]
    [InlineData(2, .019883, .01, -.01, .008953)]
    public void Takes_the_l2_steps_of_the_reference(int steps, params double[] expected) =>
        AssertClose(expected, Perturbation(L2 with { Steps = steps }, [.05f, -.03f, -.01f, -.04f]));

    /// <summary>Worked example E9: the step of fast adversarial training, whose length is 1.25 radii.</summary>
    [Fact]
    public void Takes_the_fast_step_of_the_reference()
    {
        using var scope = NewDisposeScope();
        var images = Image(Pixels);
        var slope = Image([1, 1, -2, 0]);
        var fast = LInf with { StepSize = 10 / 255.0 };
        var result = Pgd.From(Image([.02f, -.03f, .005f, -.031f]), x => Rising(x.mul(slope).sum(dim: 3, keepdim: true), 1), images, zeros(new long[] { 1 }, ScalarType.Int64), fast);
        AssertClose([.531373, .999216, 0, .269], Tiny.Numbers(result.Images));
    }

    /// <summary>Where the cross-entropy has lost its gradient, the margin has not.</summary>
    [Fact]
    public void Climbs_the_margin_of_a_saturated_network()
    {
        using var scope = NewDisposeScope();
        var images = Image([.5f]);
        var labels = zeros(new long[] { 1 }, ScalarType.Int64);
        Tensor Saturated(Tensor x) => Rising(x.sub(.51), 1e5f);
        var entropy = Pgd.Attack(Saturated, images, labels, LInf with { Steps = 3 });
        Assert.True(entropy.NoGradient!.item<bool>());
        var margin = Pgd.Attack(Saturated, images, labels, LInf with { Steps = 3 }, loss: AttackLosses.Margin);
        AssertClose([.5 + 6 / 255.0], Tiny.Numbers(margin.Images));
    }

    [Fact]
    public void Clips_to_the_ball_first_and_then_to_the_pixel_range()
    {
        using var scope = NewDisposeScope();
        var image = Image([.99f]);
        var label = zeros(new long[] { 1 }, ScalarType.Int64);
        double[] expected = [.997843, 1, 1];
        for (var steps = 1; steps <= 3; steps++)
        {
            var result = Pgd.Attack(x => Rising(x, 1), image, label, LInf with { Steps = steps });
            Assert.Equal(expected[steps - 1], result.Images.item<float>(), 1e-6);
        }
        Assert.Equal(.99f, Pgd.Attack(x => Rising(x, 0), image, label, LInf with { Steps = 3 }).Images.item<float>());
    }

    [Fact]
    public void Marks_the_images_that_never_had_a_gradient()
    {
        using var scope = NewDisposeScope();
        var images = full(new long[] { 2, 1, 1, 1 }, 0.5f);
        var slopes = tensor(new[] { 0f, 1f }).reshape(2, 1, 1, 1);
        var result = Pgd.Attack(x => Rising(x, slopes), images, zeros(new long[] { 2 }, ScalarType.Int64), LInf with { Steps = 4 });
        Assert.Equal([true, false], result.NoGradient!.data<bool>().ToArray());
        var unwatched = Pgd.Attack(
            x => Rising(x, slopes), images, zeros(new long[] { 2 }, ScalarType.Int64), LInf with { Steps = 4 }, watch: false);
        Assert.Null(unwatched.NoGradient);
        Assert.True(unwatched.Images.eq(result.Images).all().item<bool>());
    }

    [Theory]
    [InlineData(Norms.LInf, 8 / 255.0)]
    [InlineData(Norms.L2, 0.5)]
    public void Stays_in_the_ball_and_in_the_pixel_range_and_raises_the_loss(string norm, double epsilon)
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        var weight = randn(new long[] { 5, 48 });
        var images = rand(new long[] { 6, 3, 4, 4 }).mul(1.4).sub(0.2).clamp(0, 1);
        var labels = arange(6, ScalarType.Int64).remainder(5);
        Tensor Logits(Tensor x) => x.flatten(1).matmul(weight.t());
        var settings = new AttackSettings { Norm = norm, Epsilon = epsilon, StepSize = epsilon / 3, Steps = 10, RandomStart = true };
        using var frozen = no_grad();
        var result = Pgd.Attack(Logits, images, labels, settings).Images;
        var delta = result.sub(images).flatten(1);
        var size = norm == Norms.LInf ? delta.abs().max() : delta.norm(1).max();
        Assert.InRange(size.item<float>(), 0.9f * (float)epsilon, (float)epsilon * 1.0001f);
        Assert.InRange(result.min().item<float>(), 0f, 1f);
        Assert.InRange(result.max().item<float>(), 0f, 1f);
        var before = nn.functional.cross_entropy(Logits(images), labels).item<float>();
        Assert.True(nn.functional.cross_entropy(Logits(result), labels).item<float>() > before);
    }

    [Fact]
    public void Leaves_no_gradient_on_the_parameters_and_none_on_its_result()
    {
        using var scope = NewDisposeScope();
        var weight = randn(new long[] { 3, 4 }).requires_grad_();
        var result = Pgd.Attack(x => x.flatten(1).matmul(weight.t()), Image(Pixels), zeros(new long[] { 1 }, ScalarType.Int64), LInf with { RandomStart = true });
        Assert.True(weight.grad is null);
        Assert.False(result.Images.requires_grad);
    }

    [Fact]
    public void Starts_from_the_draws_it_is_given()
    {
        using var scope = NewDisposeScope();
        var draws = tensor(new[] { 0f, .25f, .5f, 1f }).reshape(1, 1, 1, 4);
        var still = LInf with { Steps = 0, RandomStart = true };
        var start = Pgd.Attack(x => x, Image(Pixels), zeros(new long[] { 1 }, ScalarType.Int64), still, draws).Images;
        AssertClose([.5 - 8 / 255.0, .99 - 4 / 255.0, .01, .3 + 8 / 255.0], [.. start.data<float>().ToArray().Select(v => (double)v)]);
        var ball = Pgd.Attack(x => x, Image(Pixels), zeros(new long[] { 1 }, ScalarType.Int64), L2 with { Steps = 0, RandomStart = true }, draws).Images;
        var offset = new[] { -.5, -.74, .49, .7 };
        var norm = Math.Sqrt(offset.Sum(v => v * v));
        AssertClose([.. offset.Select((v, i) => Math.Clamp(Pixels[i] + .1 * v / norm, 0, 1))], [.. ball.data<float>().ToArray().Select(v => (double)v)]);
    }

    [Fact]
    public void Refuses_an_unknown_norm()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ArgumentException>(() => Pgd.Attack(x => x, Image(Pixels), zeros(new long[] { 1 }, ScalarType.Int64), LInf with { Norm = "l1", RandomStart = true }));
    }

    private static double[] Perturbation(AttackSettings settings, float[] start)
    {
        using var scope = NewDisposeScope();
        var images = Image(Pixels);
        var weight = tensor(new[] { 1, -2, .5f, 0, 0, 1, -1, 2, -1, 0, 1, 1 }).reshape(3, 4);
        var labels = zeros(new long[] { 1 }, ScalarType.Int64);
        var result = Pgd.From(Image(start), x => x.flatten(1).matmul(weight.t()), images, labels, settings);
        return [.. result.Images.sub(images).data<float>().ToArray().Select(v => (double)v)];
    }

    /// <summary>Two logits whose loss for class 0 rises with the pixel.</summary>
    private static Tensor Rising(Tensor images, Scalar slope) => Rising(images, full(new long[] { 1, 1, 1, 1 }, slope));

    private static Tensor Rising(Tensor images, Tensor slope)
    {
        var value = images.mul(slope).flatten(1);
        return cat(new[] { value.neg(), value }, 1);
    }

    private static Tensor Image(float[] pixels) => tensor(pixels).reshape(1, 1, 1, pixels.Length);

    private static void AssertClose(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 2e-6);
    }
}
