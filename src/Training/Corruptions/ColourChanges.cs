using static TorchSharp.torch;

namespace AdaSapSweep.Training.Corruptions;

/// <summary>Pulls every value towards the mean of its channel over the image.</summary>
internal sealed class Contrast(double factor, Device device) : ImageOperation(device)
{
    public override Tensor Apply(Tensor levels, ImageDraws draws)
    {
        var mean = levels.sum(new long[] { 2, 3 }, true, ScalarType.Float64).div_(levels.shape[2] * levels.shape[3]).to(ScalarType.Float32);
        return levels.sub(mean).mul_(factor).add_(mean);
    }
}

/// <summary>Adds to the value of HSV, the largest channel; the others keep their ratios to it.</summary>
internal sealed class Brightness(double addend, Device device) : ImageOperation(device)
{
    public override Tensor Apply(Tensor levels, ImageDraws draws)
    {
        var value = levels.amax(new long[] { 1 }, true);
        var brighter = value.add(255 * addend).clamp_max_(255);
        // Black has no saturation, so it becomes grey.
        return where(value.gt(0), levels.mul(brighter).div_(value.clamp_min(1)), brighter);
    }
}

/// <summary>HSV saturation times a factor, plus an addend; hue and value stay.</summary>
internal sealed class Saturate(double factor, double addend, Device device) : ImageOperation(device)
{
    public override Tensor Apply(Tensor levels, ImageDraws draws)
    {
        var value = levels.amax(new long[] { 1 }, true);
        var spread = value.sub(levels.amin(new long[] { 1 }, true));
        var saturation = spread.div(value.clamp_min(1)).mul_(factor).add_(addend).clamp_(0, 1);
        // How far below the value a channel lies, as a share of the spread. A grey pixel has hue 0, red.
        var red = zeros(new long[] { 1, 3, 1, 1 }, ScalarType.Float32, levels.device);
        red.narrow(1, 1, 2).fill_(1);
        var depth = where(spread.gt(0), value.sub(levels).div_(spread.clamp_min(1)), red);
        return value.sub(depth.mul_(saturation).mul_(value));
    }
}
