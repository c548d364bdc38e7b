using static TorchSharp.torch;

namespace AdaSapSweep.Training.Corruptions;

/// <summary>Drops of water or mud, from blurred noise above a threshold.</summary>
internal sealed class Spatter : ImageOperation
{
    private static readonly float[] Water = [175, 238, 238];
    private static readonly float[] Mud = [63, 42, 20];
    private readonly SpatterConstants _constants;
    private readonly Tensor _noise;
    private readonly Tensor _blur;
    private readonly Tensor? _edge;
    private readonly Tensor _colour;

    public Spatter(SpatterConstants constants, int side, Device device) : base(device)
    {
        _constants = constants;
        _noise = Table(NormalTable.Quantised(constants.Scale, constants.Mean), NormalTable.Count);
        _blur = Table(Matrices.Gaussian(side, constants.Sigma, 4, Borders.Nearest));
        _edge = constants.Mud ? Table(Matrices.Gaussian(side, constants.Strength, 4, Borders.Nearest)) : null;
        _colour = Table(constants.Mud ? Mud : Water, 1, 3, 1, 1);
    }

    public override Tensor Apply(Tensor levels, ImageDraws draws)
    {
        var side = levels.shape[3];
        var layer = Separable.Apply(_noise.take(draws.Bits16(1, side, side)), _blur, _blur).contiguous();
        if (_edge is null)
            return WaterMask.Of(layer.masked_fill(layer.lt(_constants.Threshold), 0)).mul_(_constants.Strength).mul(_colour).add_(levels);
        var mud = Separable.Apply(layer.gt(_constants.Threshold).to(ScalarType.Float64), _edge, _edge);
        var cover = mud.masked_fill(mud.lt(0.8), 0).to(ScalarType.Float32);
        return levels.mul(cover.mul(-1).add_(1)).add_(cover.mul(_colour));
    }
}

/// <param name="Mean">Of the noise.</param>
/// <param name="Scale">Its deviation.</param>
/// <param name="Sigma">Of the noise's blur, pixels.</param>
/// <param name="Threshold">Below it there is no drop.</param>
/// <param name="Strength">Of water: how much of its colour is added. Of mud: sigma of the drops' edges.</param>
internal sealed record SpatterConstants(double Mean, double Scale, double Sigma, double Threshold, double Strength, bool Mud);
