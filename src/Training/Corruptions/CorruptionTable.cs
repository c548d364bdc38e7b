using AdaSapSweep.Stages;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Corruptions;

/// <summary>What a kind is at each severity.</summary>
/// <param name="Number">In the benchmark's list, from 1; part of the draws' seed, so that a longer list changes no image.</param>
/// <param name="Small">Severities 1 to 5 with the constants of CIFAR-10-C: makes the operation for a side on a device.</param>
/// <param name="Large">The same with those of ImageNet-C.</param>
internal sealed record CorruptionDefinition(int Number, Func<int, Device, ImageOperation>[] Small, Func<int, Device, ImageOperation>[] Large);

/// <summary>The constants of the published generator (hendrycks/robustness).</summary>
internal static class CorruptionTable
{
    public static readonly IReadOnlyDictionary<string, CorruptionDefinition> Definitions =
        new Dictionary<string, CorruptionDefinition>(StringComparer.Ordinal)
        {
            [CorruptionKinds.GaussianNoise] = Of<double>(1, (c, _, d) => new GaussianNoise(c, d), [.04, .06, .08, .09, .10], [.08, .12, .18, .26, .38]),
            [CorruptionKinds.ShotNoise] = Of<double>(2, (c, _, d) => new ShotNoise(c, d), [500, 250, 100, 75, 50], [60, 25, 12, 5, 3]),
            [CorruptionKinds.ImpulseNoise] = Of<double>(3, (c, _, d) => new ImpulseNoise(c, d), [.01, .02, .03, .05, .07], [.03, .06, .09, .17, .27]),
            [CorruptionKinds.DefocusBlur] = Of<(double Radius, double Sigma)>(
            4, (c, s, d) => new DefocusBlur(c.Radius, c.Sigma, s, d),
            [(.3, .4), (.4, .5), (.5, .6), (1, .2), (1.5, .1)], [(3, .1), (4, .5), (6, .5), (8, .5), (10, .5)]),
            [CorruptionKinds.GlassBlur] = Of<(double Sigma, int Distance, int Passes)>(
            5, (c, s, d) => new GlassBlur(c.Sigma, c.Distance, c.Passes, s, d),
            [(.05, 1, 1), (.25, 1, 1), (.4, 1, 1), (.25, 1, 2), (.4, 1, 2)], [(.7, 1, 2), (.9, 2, 1), (1, 2, 3), (1.1, 3, 2), (1.5, 4, 2)]),
            [CorruptionKinds.MotionBlur] = Of<(int Radius, double Sigma)>(
            6, (c, s, d) => new MotionBlur(c.Radius, c.Sigma, s, d),
            [(6, 1), (6, 1.5), (6, 2), (8, 2), (9, 2.5)], [(10, 3), (15, 5), (15, 8), (15, 12), (20, 15)]),
            [CorruptionKinds.ZoomBlur] = Of<(int Count, double Step)>(
            7, (c, s, d) => new ZoomBlur(c.Count, c.Step, s, d),
            [(7, .01), (12, .01), (16, .01), (21, .01), (26, .01)], [(12, .01), (16, .01), (11, .02), (13, .02), (11, .03)]),
            [CorruptionKinds.Snow] = Of<SnowConstants>(
            8, (c, s, d) => new Snow(c, s, d),
            [new(.1, .2, 1, .6, 8, 3, .95), new(.1, .2, 1, .5, 10, 4, .9), new(.15, .3, 1.75, .55, 10, 4, .9), new(.25, .3, 2.25, .6, 12, 6, .85),
                new(.3, .3, 1.25, .65, 14, 12, .8)],
            [new(.1, .3, 3, .5, 10, 4, .8), new(.2, .3, 2, .5, 12, 4, .7), new(.55, .3, 4, .9, 12, 8, .7), new(.55, .3, 4.5, .85, 12, 8, .65),
                new(.55, .3, 2.5, .85, 12, 12, .55)]),
            [CorruptionKinds.Frost] = Of<(double Image, double Texture)>(
            9, (c, s, d) => new Frost(c.Image, c.Texture, s, d),
            [(1, .2), (1, .3), (.9, .4), (.85, .4), (.75, .45)], [(1, .4), (.8, .6), (.7, .7), (.65, .7), (.6, .75)]),
            [CorruptionKinds.Fog] = Of<(double Thickness, double Decay)>(
            10, (c, _, d) => new Fog(c.Thickness, c.Decay, d),
            [(.2, 3), (.5, 3), (.75, 2.5), (1, 2), (1.5, 1.75)], [(1.5, 2), (2, 2), (2.5, 1.7), (2.5, 1.5), (3, 1.4)]),
            [CorruptionKinds.Brightness] = Of<double>(11, (c, _, d) => new Brightness(c, d), [.05, .1, .15, .2, .3], [.1, .2, .3, .4, .5]),
            [CorruptionKinds.Contrast] = Of<double>(12, (c, _, d) => new Contrast(c, d), [.75, .5, .4, .3, .15], [.4, .3, .2, .1, .05]),
            // The multiplier of the large one is 244 in the generator too, where 224 was meant.
            [CorruptionKinds.ElasticTransform] = Of<(double Unit, double Alpha, double Sigma, double Affine)>(
            13, (c, s, d) => new ElasticTransform(c.Unit * c.Alpha, c.Unit * c.Sigma, c.Unit * c.Affine, s, d),
            [(32, 0, 0, .08), (32, .05, .2, .07), (32, .08, .06, .06), (32, .1, .04, .05), (32, .1, .03, .03)],
            [(244, 2, .7, .1), (244, 2, .08, .2), (244, .05, .01, .02), (244, .07, .01, .02), (244, .12, .01, .02)]),
            [CorruptionKinds.Pixelate] = Of<double>(14, (c, s, d) => new Pixelate(c, s, d), [.95, .9, .85, .75, .65], [.6, .5, .4, .3, .25]),
            [CorruptionKinds.JpegCompression] = Of<int>(15, (c, s, d) => new JpegCompression(c, s, d), [80, 65, 58, 50, 40], [25, 18, 15, 10, 7]),
            [CorruptionKinds.SpeckleNoise] = Of<double>(16, (c, _, d) => new SpeckleNoise(c, d), [.06, .1, .12, .16, .2], [.15, .2, .35, .45, .6]),
            [CorruptionKinds.GaussianBlur] = Of<double>(17, (c, s, d) => new GaussianBlur(c, s, d), [.4, .6, .7, .8, 1], [1, 2, 3, 4, 6]),
            [CorruptionKinds.Spatter] = Of<SpatterConstants>(
            18, (c, s, d) => new Spatter(c, s, d),
            [new(.62, .1, .7, .7, .5, false), new(.65, .1, .8, .7, .5, false), new(.65, .3, 1, .69, .5, false), new(.65, .1, .7, .69, .6, true),
                new(.65, .1, .5, .68, .6, true)],
            [new(.65, .3, 4, .69, .6, false), new(.65, .3, 3, .68, .6, false), new(.65, .3, 2, .68, .5, false), new(.65, .3, 1, .65, 1.5, true),
                new(.67, .4, 1, .65, 1.5, true)]),
            [CorruptionKinds.Saturate] = Of<(double Factor, double Addend)>(
            19, (c, _, d) => new Saturate(c.Factor, c.Addend, d),
            [(.3, 0), (.1, 0), (1.5, 0), (2, .1), (2.5, .2)], [(.3, 0), (.1, 0), (2, 0), (5, .1), (20, .2)]),
        };

    private static CorruptionDefinition Of<T>(int number, Func<T, int, Device, ImageOperation> make, T[] small, T[] large)
    {
        Func<int, Device, ImageOperation> With(T constants) => (side, device) => make(constants, side, device);
        return new CorruptionDefinition(number, Array.ConvertAll(small, With), Array.ConvertAll(large, With));
    }
}
