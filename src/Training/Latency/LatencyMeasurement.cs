using AdaSapSweep.Training.Evaluation;
using AdaSapSweep.Training.Networks;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace AdaSapSweep.Training.Latency;

/// <summary>
/// Times each layer of a network alone: a convolution with the batch norm and ReLU that usually follow it, in evaluation, at four widths of
/// what it reads and of what it computes. Additions and pooling are left out.
/// </summary>
internal static class LatencyMeasurement
{
    /// <summary>A tenth is the floor of a group; between the widths time is interpolated.</summary>
    private static readonly double[] Shares = [.1, .4, .7, 1];

    /// <param name="side">Pixels of a side of the images.</param>
    /// <param name="batch">Images a pass.</param>
    public static LatencyTable Of(Blueprint blueprint, int side, int batch, Device device, CancellationToken stop)
    {
        var grids = new Dictionary<string, LatencyGrid>(StringComparer.Ordinal);
        foreach (var shape in ShapesOf(blueprint, side).Values.Distinct())
        {
            int[] inputs = shape.Depthwise || shape.Inputs == 3 ? [shape.Inputs] : Widths(shape.Inputs);
            int[] outputs = shape.Kernel == 0 && shape.Outputs == blueprint.Classes ? [shape.Outputs] : Widths(shape.Outputs);
            grids.Add(shape.Key, LatencyGrid.Of(inputs, outputs, (i, o) => Time(shape, i, o, batch, device, stop)));
        }
        return new(device.ToString(), batch, grids);
    }

    /// <returns>By name, of every layer with weights.</returns>
    public static Dictionary<string, LayerShape> ShapesOf(Blueprint blueprint, int side)
    {
        var sides = NetworkCosts.SidesOf(blueprint, side, side);
        return blueprint.Layers.Select(l => (l.Name, Shape: LayerShape.Of(l, blueprint, sides[l.Input].Height)))
            .Where(l => l.Shape is not null).ToDictionary(l => l.Name, l => l.Shape!, StringComparer.Ordinal);
    }

    private static int[] Widths(int dense) => [.. Shares.Select(share => Math.Max(1, (int)Math.Ceiling(share * dense))).Distinct()];

    private static double Time(LayerShape shape, int inputs, int outputs, int batch, Device device, CancellationToken stop)
    {
        using var scope = NewDisposeScope();
        if (shape.Kernel == 0)
        {
            Tensor rows = Zeros([outputs, (long)inputs * shape.Columns], device), bias = Zeros([outputs], device);
            return LatencyProbe.Milliseconds(x => linear(x, rows, bias), [Zeros([batch, (long)inputs * shape.Columns], device)], stop);
        }
        var weight = Zeros([outputs, shape.Depthwise ? 1 : inputs, shape.Kernel, shape.Kernel], device);
        var (shift, scale) = (Zeros([outputs], device), ones([outputs], ScalarType.Float32, device));
        var images = Zeros([batch, shape.Depthwise ? outputs : inputs, shape.Side, shape.Side], device);
        return LatencyProbe.Milliseconds(
            x => batch_norm(
                conv2d(x, weight, null!, strides: [shape.Stride, shape.Stride], padding: [shape.Kernel / 2, shape.Kernel / 2], groups: shape.Depthwise ? outputs : 1),
                shift, scale, scale, shift, training: false).relu_(),
            [images], stop);
    }

    private static Tensor Zeros(long[] shape, Device device) => zeros(shape, ScalarType.Float32, device);
}
