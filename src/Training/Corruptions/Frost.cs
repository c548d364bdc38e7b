using static TorchSharp.torch;

namespace AdaSapSweep.Training.Corruptions;

/// <summary>A weighted image plus a weighted random crop of a frost texture. The textures are ours: the published ones are photographs.</summary>
internal sealed class Frost : ImageOperation
{
    private readonly double _image;
    private readonly long _positions;
    private readonly long _textureSide;
    private readonly Tensor _textures;
    private readonly Tensor _crop;

    /// <param name="image">Weight of the image.</param>
    /// <param name="texture">Weight of the texture.</param>
    public Frost(double image, double texture, int side, Device device) : base(device)
    {
        var size = FrostTextures.SideFor(side);
        (_image, _textureSide, _positions) = (image, size, size - side + 1);
        _textures = Table(Array.ConvertAll(FrostTextures.Of(size), level => (float)(texture * level)), FrostTextures.Count * 3L * size * size);
        var crop = Enumerable.Range(0, 3 * side * side).Select(i => ((long)(i / (side * side)) * size + i / side % side) * size + i % side);
        _crop = Table([.. crop], 1, 3, side, side);
    }

    public override Tensor Apply(Tensor levels, ImageDraws draws)
    {
        var corner = draws.Bits16(3, 1, 1, 1);
        var texture = Scaled(corner.select(1, 0), FrostTextures.Count).mul_(3 * _textureSide);
        var place = texture.add_(Scaled(corner.select(1, 1), _positions)).mul_(_textureSide).add_(Scaled(corner.select(1, 2), _positions));
        return levels.mul(_image).add_(_textures.take(place.add(_crop)));
    }

    private static Tensor Scaled(Tensor draw, long bound) => draw.mul(bound).bitwise_right_shift(tensor(16L));
}
