using static TorchSharp.torch;

namespace AdaSapSweep.Training.Corruptions;

/// <summary>Flakes from thresholded noise, zoomed and blurred along their fall, over a whitened image.</summary>
internal sealed class Snow : ImageOperation
{
    private readonly SnowConstants _constants;
    private readonly Tensor _noise;
    private readonly Tensor _zoom;
    private readonly MotionPaths _fall;

    public Snow(SnowConstants constants, int side, Device device) : base(device)
    {
        _constants = constants;
        _noise = Table(NormalTable.Quantised(constants.Scale, constants.Mean), NormalTable.Count);
        _zoom = Table(Matrices.CentralZoom(side, constants.Zoom));
        _fall = new MotionPaths(constants.Radius, constants.Sigma, -135, -45, side, Table);
    }

    public override Tensor Apply(Tensor levels, ImageDraws draws)
    {
        var side = levels.shape[3];
        var noise = Separable.Apply(_noise.take(draws.Bits16(1, side, side)), _zoom, _zoom);
        var flakes = noise.masked_fill(noise.lt(_constants.Threshold), 0).mul_(255).clamp_(0, 255).floor_().to(ScalarType.Float32).contiguous();
        var layer = _fall.Apply(flakes, draws);
        var whitened = Grey.Of(levels).mul_(1.5).add_(127.5).maximum(levels).mul_(1 - _constants.Mix);
        return levels.mul(_constants.Mix).add_(whitened).add_(layer).add_(layer.flip(2, 3));
    }
}

/// <param name="Mean">Of the noise, before anything is cut off.</param>
/// <param name="Scale">Its deviation.</param>
/// <param name="Threshold">What lies below it is no flake.</param>
/// <param name="Radius">Of the motion blur, with <paramref name="Sigma"/>.</param>
/// <param name="Mix">Share of the image itself.</param>
internal sealed record SnowConstants(double Mean, double Scale, double Zoom, double Threshold, int Radius, double Sigma, double Mix);
