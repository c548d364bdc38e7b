using static TorchSharp.torch;

namespace AdaSapSweep.Training.Corruptions;

/// <summary>Gaussian blur of each channel, kernel out to four sigma, edges repeated.</summary>
internal sealed class GaussianBlur : ImageOperation
{
    private readonly Tensor _matrix;

    /// <param name="sigma">Pixels.</param>
    public GaussianBlur(double sigma, int side, Device device) : base(device) => _matrix = Table(Matrices.Gaussian(side, sigma, 4, Borders.Nearest));

    public override Tensor Apply(Tensor levels, ImageDraws draws) => Separable.Apply(levels.to(ScalarType.Float64), _matrix, _matrix);
}
