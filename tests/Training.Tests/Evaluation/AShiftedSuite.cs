using AdaSapSweep.ImageSets;
using AdaSapSweep.Stages;
using AdaSapSweep.Training.Data;
using AdaSapSweep.Training.Evaluation;
using AdaSapSweep.Training.Networks;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Evaluation;

public sealed class A_second_test_set : IDisposable
{
    private const int Side = 8;

    private static readonly EvaluationSettings Settings = new()
    {
        Data = new() { Name = DataSets.Shapes },
        Architecture = Architectures.ResNet8,
        BatchSize = 7,
        Shifted = new() { Data = new() { Name = DataSets.Cifar10 }, Fingerprint = "fingerprint" },
    };

    private static readonly NetworkFacts Facts = new()
    {
        Parameters = 1,
        DenseParameters = 1,
        Macs = 1,
        DenseMacs = 1,
        PrunableWeights = 1,
        PrunableTensors = 1,
        ZeroWeights = 0,
    };

    private readonly Network _network = Tiny.RandomNetwork(Architectures.ResNet8, 5, ScalarType.Float32);
    private readonly ImageData _test = Images(20, 1);

    public void Dispose()
    {
        _network.Dispose();
        _test.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Is_scored_like_a_straight_count(int microBatches)
    {
        var result = Run(Settings, () => Images(33, 2), microBatches: microBatches);
        using var shifted = Images(33, 2);
        var ((accuracy, loss), (clean, _)) = (Count(shifted), Count(_test));
        Assert.Empty(result.Rejected);
        Assert.InRange(accuracy, 0.01, 0.99);
        Assert.Equal(accuracy, Value(result, "shifted_accuracy"), 1e-12);
        Assert.Equal(loss, Value(result, "shifted_loss"), 1e-4);
        Assert.Equal(accuracy / clean, Value(result, "relative_robustness_shifted"), 1e-12);
        Assert.Equal(clean, Value(result, "clean_accuracy"), 1e-12);
    }

    [Fact]
    public void Is_let_go_after_its_suite()
    {
        var shifted = Images(3, 2);
        Run(Settings, () => shifted);
        Assert.True(shifted.Bytes.IsInvalid);
        Assert.False(_test.Bytes.IsInvalid);
    }

    [Fact]
    public void Is_not_loaded_where_none_is_asked_for()
    {
        var result = Run(Settings with { Shifted = null }, () => throw new InvalidOperationException("nobody asked"));
        Assert.DoesNotContain(result.Measurements, m => m.Name.Contains("shifted", StringComparison.Ordinal));
    }

    [Fact]
    public void Is_no_result_where_outputs_are_not_finite_or_no_test_image_is_right()
    {
        var broken = Run(Settings, () => Images(20, 2), x => full(new[] { x.shape[0], 10 }, double.NaN));
        Assert.All(["shifted_accuracy", "shifted_loss", "relative_robustness_shifted"], name => Assert.Contains(broken.Rejected, r => r.Name == name));
        var wrong = Run(Settings, () => Images(20, 2), x => zeros(new[] { x.shape[0], 10 }), Images(5, 1, label: 3));
        Assert.Equal("relative_robustness_shifted", Assert.Single(wrong.Rejected).Name);
    }

    [Fact]
    public void Of_another_side_or_more_classes_is_refused()
    {
        Assert.Throws<DataSetException>(() => Run(Settings, () => Images(2, 2, side: 16)));
        Assert.Throws<DataSetException>(() => Run(Settings, () => Images(2, 2, classes: 11)));
    }

    private EvaluationResult Run(
        EvaluationSettings settings, Func<ImageData> shifted, Func<Tensor, Tensor>? logits = null, ImageData? test = null, int microBatches = 1)
    {
        using var noGrad = no_grad();
        return Evaluator.Run(
            settings, logits ?? (x => _network.Forward(x, BatchNormMode.Eval)), test ?? _test, Facts, microBatches, () => { }, CancellationToken.None, shifted: shifted);
    }

    /// <summary>One image at a time, the cross-entropy by hand.</summary>
    private (double Accuracy, double Loss) Count(ImageData images)
    {
        using var noGrad = no_grad();
        var (right, loss) = (0, 0.0);
        for (var i = 0; i < images.Count; i++)
        {
            using var scope = NewDisposeScope();
            var (image, label) = (images.Bytes.narrow(0, i, 1).to(ScalarType.Float32) / 255, (int)images.Labels[i].item<long>());
            var outputs = Array.ConvertAll(_network.Forward(image, BatchNormMode.Eval).data<float>().ToArray(), o => (double)o);
            if (Array.IndexOf(outputs, outputs.Max()) == label) right++;
            loss += Math.Log(outputs.Sum(o => Math.Exp(o - outputs.Max()))) + outputs.Max() - outputs[label];
        }
        return ((double)right / images.Count, loss / images.Count);
    }

    private static double Value(EvaluationResult result, string name) => Assert.Single(result.Measurements, m => m.Name == name).Value;

    private static ImageData Images(int count, int seed, int side = Side, int classes = 10, byte? label = null)
    {
        var random = new Random(seed);
        var pixels = new byte[count * 3 * side * side];
        random.NextBytes(pixels);
        return new(new(pixels, [.. Enumerable.Range(0, count).Select(i => label ?? (byte)random.Next(10))], side), classes, new(0.5f, 0.5f, 0.5f), new(0.2f, 0.2f, 0.2f), CPU);
    }
}
