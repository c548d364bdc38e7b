using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace AdaSapSweep.Bundled.TorchSharp.Tests;

public class Layers : Scoped
{
    private readonly Tensor _image = arange(9, dtype: float32).view(1, 1, 3, 3);

    [Fact]
    public void A_convolution_slides_its_kernel_over_the_image()
    {
        var kernel = tensor(new float[] { 1, 0, 0, 2 }).view(1, 1, 2, 2);
        Values.Equal([8, 11, 17, 20], F.conv2d(_image, kernel));
        Values.Equal([9, 12, 18, 21], F.conv2d(_image, kernel, ones(1)));
        Assert.Equal([1L, 1L, 4L, 4L], F.conv2d(_image, kernel, padding: [1, 1]).shape);
        Assert.Equal([1L, 1L, 1L, 1L], F.conv2d(_image, kernel, strides: [2, 2]).shape);
        Assert.Equal([1L, 4L, 3L, 3L], F.conv2d(zeros(1, 2, 3, 3), zeros(4, 1, 3, 3), null, [1, 1], [1, 1], [1, 1], 2).shape);
    }

    [Fact]
    public void Batch_norm_takes_the_batch_when_training_and_the_record_otherwise()
    {
        var x = tensor(new float[] { 0, 2, 4, 6 }).view(2, 1, 1, 2);
        var mean = zeros(1);
        var variance = ones(1);
        var y = F.batch_norm(x, mean, variance, training: true, momentum: 0.5, eps: 0);
        Values.Equal([-3 / Math.Sqrt(5), -1 / Math.Sqrt(5), 1 / Math.Sqrt(5), 3 / Math.Sqrt(5)], y);
        Values.Equal([1.5], mean);
        Values.Equal([(1 + (20.0 / 3)) / 2], variance);
        var still = F.batch_norm(x, ones(1), full(1, 4.0), full(1, 2.0), full(1, 10.0), eps: 0);
        Values.Equal([9, 11, 13, 15], still);
    }

    [Fact]
    public void Pooling_takes_means_and_maxima()
    {
        Values.Equal([2, 3, 5, 6], F.avg_pool2d(_image, 2, 1));
        Values.Equal([4, 5, 7, 8], F.max_pool2d(_image, 2, 1));
        Values.Equal([4], F.adaptive_avg_pool2d(_image, 1));
    }

    [Fact]
    public void A_linear_layer_and_its_activations()
    {
        var x = tensor(new float[] { 1, -2 }).view(1, 2);
        var w = tensor(new float[] { 1, 1, 2, -1 }).view(2, 2);
        Values.Equal([-1, 4], F.linear(x, w));
        Values.Equal([0, 4], F.relu(F.linear(x, w)));
        Values.Equal([0.5, 3.5], F.linear(x, w, tensor(new float[] { 1.5f, -0.5f })));
        Values.Equal([1 / (1 + Math.E), Math.E / (1 + Math.E)], F.softmax(tensor(new float[] { 0, 1 }), 0));
    }

    [Fact]
    public void Cross_entropy_follows_its_formula()
    {
        var logits = tensor(new double[] { 1, 2, 0, 0 }).view(2, 2);
        var labels = tensor(new long[] { 0, 1 });
        double first = Math.Log(Math.E + Math.Exp(2)) - 1, second = Math.Log(2);
        Values.Equal([(first + second) / 2], F.cross_entropy(logits, labels));
        Values.Equal([first, second], F.cross_entropy(logits, labels, reduction: nn.Reduction.None));
        Values.Equal([first + second], F.nll_loss(F.log_softmax(logits, 1), labels, reduction: nn.Reduction.Sum));
        var other = Math.Log(Math.E + Math.Exp(2)) - 2;
        Values.Equal([(0.9 * first) + (0.1 * other)], F.cross_entropy(logits[..1], labels[..1], label_smoothing: 0.2));
        Values.Equal([0], F.kl_div(F.log_softmax(logits, 1), F.log_softmax(logits, 1), log_target: true));
        Values.Equal([0, 1, 0, 1, 0, 0], F.one_hot(tensor(new long[] { 1, 0 }), 3));
    }

    [Fact]
    public void Padding_and_resizing_make_images_larger()
    {
        Values.Equal([7, 0, 1, 2, 7], F.pad(_image, [1, 1], PaddingModes.Constant, 7)[0, 0, 0]);
        Values.Equal([1, 0, 1, 2, 1], F.pad(_image, [1, 1, 1, 1], PaddingModes.Reflect)[0, 0, 1]);
        Values.Equal([0, 0, 1, 1, 2, 2], F.interpolate(_image, size: [6, 6])[0, 0, 0]);
        Values.Equal([0, 1, 2], F.interpolate(_image, size: [5, 3], mode: InterpolationMode.Bilinear, align_corners: true)[0, 0, 0]);
        Assert.Equal([1L, 1L, 6L, 6L], F.interpolate(_image, scale_factor: [2, 2]).shape);
    }

    [Fact]
    public void The_identity_grid_samples_the_image_itself()
    {
        var identity = tensor(new float[] { 1, 0, 0, 0, 1, 0 }).view(1, 2, 3);
        var grid = F.affine_grid(identity, [1, 1, 3, 3], align_corners: false);
        Values.Equal(_image.Doubles(), F.grid_sample(_image, grid, align_corners: false));
    }

    [Fact]
    public void Dropout_scales_what_it_keeps()
    {
        manual_seed(3);
        var y = F.dropout(ones(1000), 0.25, training: true);
        Assert.All(y.Floats(), v => Assert.True(v == 0 || Math.Abs(v - (1 / 0.75f)) < 1e-6));
        Assert.InRange(y.count_nonzero().item<long>(), 650, 850);
        Values.Equal([1, 1], F.dropout(ones(2), 0.25, training: false));
    }
}
