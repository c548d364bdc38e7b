using AdaSapSweep.Training.Masks;
using AdaSapSweep.Training.Sharpness;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Masks;

/// <summary>A net of 3, 2 and 2 units without biases, four samples, float64: numbers of the published code.</summary>
public sealed class Scores_of_single_weights : IDisposable
{
    private const double Tolerance = 6e-7;

    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Tensor _first = tensor(new[] { .5, -.4, .3, -.2, .6, .1 }, [2, 3]).requires_grad_();
    private readonly Tensor _second = tensor(new[] { .7, -.5, -.3, .8 }, [2, 2]).requires_grad_();
    private readonly Tensor _inputs = tensor(new[] { 1, .5, -.5, .2, 1, .4, -.6, .3, 1, .8, -.2, .5 }, [4, 3]);
    private readonly Tensor _labels = tensor(new long[] { 0, 1, 1, 0 }, [4]);

    public void Dispose() => _scope.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void By_snip_are_those_of_its_code(int batches)
    {
        Assert.Equal(.480606871, Loss(1, batches).Loss(), Tolerance);
        var scores = ConnectionScores.Snip(Loss(1, batches));
        var sum = scores.Sum(s => s.sum().item<double>());
        Assert.Equal(.393159350, sum, Tolerance);
        // As the published code reports them.
        AssertNear([.240606, .043209, .012519, .105745, .092647, .061003, .129415, .099767, .055463, .159627], [.. scores.Select(s => s.div(sum))]);
        Assert.Equal("100100 1101", Kept(scores, .5));
    }

    [Theory]
    [InlineData(200, -2.62053e-5, new[] { -.082993, .011023, -.000049, -.031333, -.053858, -.021272, -.138531, -.239851, -.059370, -.383762 }, "100000 1111")]
    [InlineData(1, -.351515, new[] { .121704, -.048148, -.035911, .107586, -.017694, .051867, -.191108, -.348612, -.081904, -.557780 }, "010000 1111")]
    public void By_grasp_are_those_of_its_code(double temperature, double sum, double[] normalised, string kept)
    {
        foreach (var batches in new[] { 1, 2 })
        {
            var scores = ConnectionScores.Grasp(Loss(temperature, batches));
            // The published code passes over two halves and adds up 4 H g.
            var raw = -4 * scores.Sum(s => s.sum().item<double>());
            Assert.Equal(1, raw / sum, 1e-5);
            AssertNear(normalised, [.. scores.Select(s => s.mul(-4 / (Math.Abs(raw) + 1e-10)))]);
            Assert.Equal(kept, Kept(scores, .5));
        }
    }

    [Fact]
    public void By_synflow_are_those_of_its_code_and_sum_up_alike_in_every_layer()
    {
        Tensor[] weights = [_first.detach().abs().requires_grad_(), _second.detach().abs().requires_grad_()];
        var scores = ConnectionScores.SynFlow(weights, () => Logits(ones([1, 3], ScalarType.Float64), weights[0], weights[1]).sum());
        AssertNear([.5, .4, .3, .26, .78, .13, .84, .45, .36, .72], scores);
        Assert.All(scores, s => Assert.Equal(2.37, s.sum().item<double>(), 12));
    }

    /// <summary>Published: magnitude at the same weights.</summary>
    [Fact]
    public void By_magnitude_rank_the_weights_themselves()
    {
        using var mask = SparseMask.Magnitude([("a", _first), ("b", _second)], .5, least: 1);
        Assert.Equal("100010 1101", $"{Flags.Text(mask.FlagsOf("a"))} {Flags.Text(mask.FlagsOf("b"))}");
    }

    private static void AssertNear(double[] expected, Tensor[] scores)
    {
        var actual = scores.SelectMany(Tiny.Numbers).ToArray();
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], Tolerance);
    }

    private static string Kept(Tensor[] scores, double sparsity) => string.Join(
        ' ', HighestScores.Keep([.. scores.Select(Tiny.Numbers)], (int)Math.Round(10 * sparsity), least: 0).Select(Flags.Text));

    private static Tensor Logits(Tensor inputs, Tensor first, Tensor second) => inputs.matmul(first.t()).relu().matmul(second.t());

    private LossSurface Loss(double temperature, int batches) => new([_first, _second], [.. Enumerable.Range(0, batches).Select(b => new LossPart(
        1.0 / batches,
        () =>
        {
            var (start, length) = (b * 4 / batches, 4 / batches);
            var logits = Logits(_inputs.narrow(0, start, length), _first, _second).div(temperature);
            return nn.functional.cross_entropy(logits, _labels.narrow(0, start, length));
        }))]);
}
