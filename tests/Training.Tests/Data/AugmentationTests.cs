using AdaSapSweep.Training.Data;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Data;

public class Augmentation_of_a_batch
{
    private const int Side = 16;
    private const int Pad = 2;

    [Fact]
    public void Cuts_out_of_the_padded_image_and_mirrors_it()
    {
        using var scope = NewDisposeScope();
        var images = arange(2 * 3 * Side * Side, ScalarType.Float32).reshape(2, 3, Side, Side).add(1);
        long[] tops = [0, 3], lefts = [4, 1], flips = [0, 1];
        var cut = Augmentation.Crop(images, new CropDraws(tensor(tops), tensor(lefts), tensor(flips)));
        for (var n = 0; n < 2; n++)
        {
            for (var y = 0; y < Side; y++)
            {
                for (var x = 0; x < Side; x++)
                {
                    var column = (flips[n] == 1 ? Side - 1 - x : x) + lefts[n] - Pad;
                    var row = y + tops[n] - Pad;
                    var inside = column is >= 0 and < Side && row is >= 0 and < Side;
                    var expected = inside ? images[n, 1, row, column].item<float>() : 0f;
                    Assert.Equal(expected, cut[n, 1, y, x].item<float>());
                }
            }
        }
    }

    [Fact]
    public void Draws_for_each_image_apart_and_follows_the_generator()
    {
        using var scope = NewDisposeScope();
        var images = arange(3 * Side * Side, ScalarType.Float32).reshape(1, 3, Side, Side).expand(64, 3, Side, Side).add(1);
        using var generator = new Generator(3, CPU);
        Tensor Next() => Augmentation.Crop(images, Augmentation.Draw(64, Side, CPU, generator));
        var (first, second) = (Next(), Next());
        generator.manual_seed(3);
        var again = Next();
        Assert.True(first.eq(again).all().item<bool>());
        Assert.False(first.eq(second).all().item<bool>());
        var kinds = Enumerable.Range(0, 64).Select(n => Convert.ToHexString(first[n].contiguous().bytes.ToArray())).Distinct().Count();
        Assert.InRange(kinds, 25, 50);
    }
}
