using System.Diagnostics;
using AdaSapSweep.Stages;
using AdaSapSweep.Training.Data;
using static TorchSharp.torch;

namespace AdaSapSweep.Benchmarks.Speed;

/// <summary>What a training step does before its first pass: the next batch as floats, cut out and mirrored at random.</summary>
internal sealed class DataRow(Ground ground, TrainingSettings settings) : IDisposable
{
    private readonly ImageData _data = ImageDataLoader.Training(settings.Data, null, ground.Device);
    private readonly Generator _generator = new(1, CPU);
    private int _epoch;
    private int _batch;
    private (BatchOrder Order, Tensor Numbers)? _order;

    public double[] Run(int steps)
    {
        var seconds = new double[steps];
        for (var i = 0; i < steps; i++)
        {
            var began = Stopwatch.GetTimestamp();
            Step();
            seconds[i] = Stopwatch.GetElapsedTime(began).TotalSeconds;
        }
        return seconds;
    }

    public void Dispose()
    {
        _order?.Numbers.Dispose();
        _generator.Dispose();
        _data.Dispose();
    }

    private void Step()
    {
        using var scope = NewDisposeScope();
        if (_order is not { } current || _batch == current.Order.Count)
        {
            _order?.Numbers.Dispose();
            var order = new BatchOrder(_data.Count, settings.BatchSize, 1, _epoch++);
            _order = current = (order, order.On(ground.Device));
            _batch = 0;
        }
        var images = _data.Batch(current.Order.Slice(current.Numbers, _batch++)).Images;
        Augmentation.Crop(images, Augmentation.Draw(images.shape[0], settings.Data.ImageSize!.Value, ground.Device, ground.Device.type == TorchSharp.DeviceType.CPU ? _generator : null));
        if (ground.Device.type == TorchSharp.DeviceType.CUDA) cuda.synchronize(ground.Device);
    }
}
