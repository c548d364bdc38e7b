using AdaSapSweep.Stages;
using AdaSapSweep.Training.Data;
using AdaSapSweep.Training.Evaluation;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Evaluation;

public sealed class An_evaluation : IDisposable
{
    private static readonly DataSettings Shapes = new() { Name = DataSets.Shapes, TrainImages = 1, TestImages = 60, ImageSize = 16, RenderSeed = 2 };
    private static readonly AttackSettings Attack =
        new() { Norm = Norms.LInf, Epsilon = 8 / 255.0, StepSize = 4 / 255.0, Steps = 3, RandomStart = true };

    private static readonly EvaluationSettings Settings =
        new() { Data = Shapes, Architecture = Architectures.ResNet8, BatchSize = 16 };

    private static readonly NetworkFacts Facts = new()
    {
        Parameters = 500,
        DenseParameters = 1000,
        Macs = 300,
        DenseMacs = 1200,
        PrunableWeights = 900,
        PrunableTensors = 3,
        ZeroWeights = 720,
    };

    private readonly ImageData _test;

    public An_evaluation()
    {
        _test = ImageDataLoader.Test(Shapes, null, CPU);
    }

    public void Dispose() => _test.Dispose();

    [Fact]
    public void Measures_accuracy_loss_and_sizes()
    {
        var result = Run(Settings, Truthful(45));
        Assert.Empty(result.Rejected);
        Assert.Equal(0.75, Value(result, "clean_accuracy"), 1e-9);
        Assert.Equal((45 * Loss(0) + 15 * Loss(4)) / 60, Value(result, "clean_loss"), 1e-5);
        Assert.Equal(500, Value(result, "parameters"));
        Assert.Equal(0.5, Value(result, "parameter_ratio"));
        Assert.Equal(300, Value(result, "macs"));
        Assert.Equal(0.25, Value(result, "macs_ratio"));
        Assert.Equal(0.8, Value(result, "sparsity"), 1e-12);
        Assert.DoesNotContain(result.Measurements, m => m.IsTiming);
    }

    [Fact]
    public void Attacks_the_first_images_and_compares_on_the_same_ones()
    {
        var result = Run(Settings with { Attack = Attack, AttackImages = 20 }, Linear());
        var clean = Value(result, "clean_accuracy_attacked");
        Assert.InRange(Value(result, "pgd_accuracy"), 0, clean - 0.05);
        using var scope = NewDisposeScope();
        var batch = _test.Batch(0, 20);
        Assert.Equal(Linear()(batch.Images).argmax(1).eq(batch.Labels).to(ScalarType.Float32).mean().item<float>(), clean, 1e-6);
    }

    [Fact]
    public void Attacks_by_one_step_and_by_the_margin_too()
    {
        var result = Run(Settings with { Fgsm = Attack with { Steps = 1, StepSize = Attack.Epsilon, RandomStart = false }, Cw = Attack, AttackImages = 20 }, Linear());
        var clean = Value(result, "clean_accuracy_attacked");
        Assert.InRange(Value(result, "fgsm_accuracy"), 0, clean - 0.05);
        Assert.InRange(Value(result, "cw_accuracy"), 0, clean - 0.05);
        Assert.DoesNotContain(result.Measurements, m => m.Name == "pgd_accuracy");
    }

    [Theory]
    [InlineData(37, 1)]
    [InlineData(16, 3)]
    [InlineData(37, 100)]
    public void Gives_the_same_numbers_whatever_the_batch_size_and_its_parts(int batchSize, int microBatches)
    {
        var settings = Settings with
        {
            Attack = Attack,
            Corruptions = new([CorruptionKinds.GaussianNoise, CorruptionKinds.Contrast]),
            Severities = new([1, 5]),
        };
        var byRow = Run(settings, Linear()).Measurements.ToDictionary(m => m.Name, m => m.Value);
        var other = Evaluator.Run(
            settings with { BatchSize = batchSize }, Linear(), _test, Facts, microBatches, () => { }, CancellationToken.None);
        Assert.Equal(byRow.Count, other.Measurements.Count);
        Assert.All(other.Measurements, m => Assert.Equal(byRow[m.Name], m.Value, 1e-6));
    }

    [Fact]
    public void Averages_corruptions_and_relates_them_to_the_same_clean_images()
    {
        var kinds = new EquatableList<string>([CorruptionKinds.ShotNoise, CorruptionKinds.Pixelate]);
        var result = Run(Settings with { Corruptions = kinds, Severities = new([2, 4]), CorruptionImages = 30 }, Linear());
        double Of(string name) => Value(result, "corruption_accuracy" + name);
        Assert.Equal((Of(".shot_noise.2") + Of(".shot_noise.4")) / 2, Of(".shot_noise"), 1e-12);
        Assert.Equal((Of(".shot_noise") + Of(".pixelate")) / 2, Of(""), 1e-12);
        using var scope = NewDisposeScope();
        var batch = _test.Batch(0, 30);
        var clean = Linear()(batch.Images).argmax(1).eq(batch.Labels).to(ScalarType.Float32).mean().item<float>();
        Assert.Equal(Of("") / clean, Value(result, "relative_robustness"), 1e-6);
        Assert.Equal(30 * Of(".pixelate.4"), Math.Round(30 * Of(".pixelate.4")), 1e-9);
    }

    [Fact]
    public void Takes_all_five_severities_when_none_is_named() =>
        Assert.Equal(5, Run(Settings with { Corruptions = new([CorruptionKinds.Contrast]) }, Linear())
            .Measurements.Count(m => m.Name.StartsWith("corruption_accuracy.contrast.", StringComparison.Ordinal)));

    [Fact]
    public void Marks_timings_as_such()
    {
        var result = Run(Settings with { Latency = true }, Linear());
        Assert.Equal(["latency_images_per_second", "latency_ms"], result.Measurements.Where(m => m.IsTiming).Select(m => m.Name).Order());
        Assert.Equal(16_000 / Value(result, "latency_ms"), Value(result, "latency_images_per_second"), 1e-6);
    }

    [Fact]
    public void Times_a_batch_in_its_parts()
    {
        var sizes = new List<long>();
        var linear = Linear();
        Evaluator.Run(Settings with { Latency = true }, x => { sizes.Add(x.shape[0]); return linear(x); }, _test, Facts, 4, () => { }, CancellationToken.None);
        Assert.All(sizes.TakeLast(4), size => Assert.Equal(4, size));
    }

    [Fact]
    public void Reports_every_batch_and_stops_when_told()
    {
        var batches = 0;
        Evaluator.Run(Settings, Linear(), _test, Facts, 1, () => batches++, CancellationToken.None);
        Assert.Equal(4, batches);
        using var stop = new CancellationTokenSource();
        batches = 0;
        Assert.Throws<OperationCanceledException>(() => Evaluator.Run(
            Settings, Linear(), _test, Facts, 1, () => { if (++batches == 2) stop.Cancel(); }, stop.Token));
        Assert.Equal(2, batches);
    }

    [Fact]
    public void Rejects_what_a_network_says_with_outputs_that_are_no_numbers()
    {
        var result = Run(Settings with { Attack = Attack }, x => Linear()(x).mul(double.NaN));
        Assert.Equal(
            ["clean_accuracy", "clean_accuracy_attacked", "clean_loss", "pgd_accuracy"], result.Rejected.Select(r => r.Name).Order());
        Assert.Contains("not all finite", result.Rejected[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Rejects_of_corruptions_only_what_an_output_that_is_no_number_went_into()
    {
        var (honest, pass) = (Linear(), 0);
        // Four batches of clean images, then two kinds at one severity with as many each: the fifth batch is shot noise.
        var result = Run(
            Settings with { Corruptions = new([CorruptionKinds.ShotNoise, CorruptionKinds.Pixelate]), Severities = new([1]) },
            x => ++pass == 5 ? honest(x).mul(double.NaN) : honest(x));
        Assert.Equal(
            ["corruption_accuracy", "corruption_accuracy.shot_noise", "corruption_accuracy.shot_noise.1", "relative_robustness"],
            result.Rejected.Select(r => r.Name).Order());
        Assert.InRange(Value(result, "corruption_accuracy.pixelate"), 0, 1);
    }

    [Fact]
    public void Rejects_an_attack_that_never_had_a_gradient()
    {
        var always = tensor(new float[] { 4, 0, 0, 0, 0, 0, 0, 0, 0, 0 });
        var result = Run(Settings with { Attack = Attack }, x => x.flatten(1).sum(1, true).mul(0).add(always));
        var rejected = Assert.Single(result.Rejected);
        Assert.Equal(("pgd_accuracy", 0.1), (rejected.Name, Math.Round(rejected.Value, 9)));
        Assert.Contains("never had a gradient on 6 of the 60 images", rejected.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Rejects_a_robust_accuracy_above_the_clean_one()
    {
        var honest = Linear();
        // Its values are right and its gradients point backwards, so the attack helps.
        var result = Run(Settings with { Attack = Attack }, x => honest(x).detach().mul(2).sub(honest(x)));
        Assert.Contains("above the clean accuracy", Assert.Single(result.Rejected).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.8, true)]
    [InlineData(0.8033, true)]
    [InlineData(0.81, false)]
    [InlineData(0.79, false)]
    public void Accepts_a_sparsity_within_one_weight_a_tensor_of_the_one_asked_for(double asked, bool accepted) =>
        Assert.Equal(accepted, !Run(Settings with { AskedSparsity = asked }, Linear()).Rejected.Any(r => r.Name == "sparsity"));

    [Theory]
    [InlineData(0.5, true)]
    [InlineData(0.509, true)]
    [InlineData(0.4905, true)]
    [InlineData(0.515, false)]
    [InlineData(0.485, false)]
    public void Accepts_a_size_within_two_hundredths_of_the_one_asked_for(double asked, bool accepted) =>
        Assert.Equal(accepted, !Run(Settings with { AskedSizeRatio = asked }, Linear()).Rejected.Any(r => r.Name == "parameter_ratio"));

    [Theory]
    [InlineData(1.009, true)]
    [InlineData(1.03, false)]
    [InlineData(0.97, false)]
    public void Accepts_multiply_accumulates_within_two_hundredths_of_those_asked_for(double share, bool accepted)
    {
        var asked = share * Facts.Macs / Facts.DenseMacs;
        Assert.Equal(accepted, !Run(Settings with { AskedMacRatio = asked }, Linear()).Rejected.Any(r => r.Name == "macs_ratio"));
    }

    [Fact]
    public void Rejects_a_relative_robustness_of_a_network_that_is_never_right()
    {
        var result = Run(Settings with { Corruptions = new([CorruptionKinds.Contrast]), Severities = new([1]) }, Truthful(0));
        Assert.Equal("relative_robustness", Assert.Single(result.Rejected).Name);
    }

    private EvaluationResult Run(EvaluationSettings settings, Func<Tensor, Tensor> logits) =>
        Evaluator.Run(settings, logits, _test, Facts, 1, () => { }, CancellationToken.None);

    private static double Value(EvaluationResult result, string name) => Assert.Single(result.Measurements, m => m.Name == name).Value;

    /// <summary>Cross-entropy with one logit of 4 among zeros, when the right class lies that far below it.</summary>
    private static double Loss(double gap) => Math.Log(Math.Exp(4) + 9) - 4 + gap;

    /// <summary>Right on the first so many images of every pass over the set, one class off on the rest: it counts the images it is shown.</summary>
    private static Func<Tensor, Tensor> Truthful(int right)
    {
        var shown = 0;
        return x =>
        {
            var logits = zeros(new[] { x.shape[0], 10 });
            for (var i = 0; i < x.shape[0]; i++, shown = (shown + 1) % 60) logits[i, (shown % 10 + (shown < right ? 0 : 1)) % 10] = 4;
            return logits;
        };
    }

    /// <summary>A linear network that names the class whose mean image is nearest, so that it is right on many images.</summary>
    private Func<Tensor, Tensor> Linear()
    {
        using var scope = NewDisposeScope();
        var (images, labels) = (_test.Batch(0, 60).Images.flatten(1), _test.Labels);
        var templates = stack(Enumerable.Range(0, 10).Select(label => images.index_select(0, labels.eq(label).nonzero().reshape(-1)).mean(new long[] { 0 })));
        var centred = templates.sub(images.mean(new long[] { 0 }, true)).MoveToOuterDisposeScope();
        var lengths = templates.pow(2).sum(1).mul(0.5).MoveToOuterDisposeScope();
        return x => x.flatten(1).matmul(centred.t()).sub(lengths);
    }
}
