using static TorchSharp.torch;

namespace AdaSapSweep.Training.Corruptions;

/// <summary>Motion blur in a direction of its own for each image, within 45 degrees of the horizontal.</summary>
internal sealed class MotionBlur : ImageOperation
{
    private readonly MotionPaths _paths;

    public MotionBlur(int radius, double sigma, int side, Device device) : base(device) =>
        _paths = new MotionPaths(radius, sigma, -45, 45, side, Table);

    public override Tensor Apply(Tensor levels, ImageDraws draws) => _paths.Apply(levels, draws);
}
