using AdaSapSweep.Stages;
using AdaSapSweep.Training.Data;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Corruptions;

/// <summary>
/// Common corruptions with the constants of CIFAR-10-C, generated here: the random ones are not pixel for pixel those of the published
/// files. They are made on the host, image by image, each from a seed of (seed, kind, severity, number of the image), so the bytes
/// depend neither on the batch nor on the device. The constants are for 32 pixels and are used unchanged for every side up to 64.
/// Cost of a 32 x 32 image on one core: ten to a few hundred microseconds.
/// </summary>
public static class Corruption
{
    private const int LargestSide = 64;

    private static readonly Dictionary<string, Definition> Definitions = new(StringComparer.Ordinal)
    {
        [CorruptionKinds.GaussianNoise] = new(1, Each<double>(c => new GaussianNoise(c), .04, .06, .08, .09, .10)),
        [CorruptionKinds.ShotNoise] = new(2, Each<double>(c => new ShotNoise(c), 500, 250, 100, 75, 50)),
        [CorruptionKinds.ImpulseNoise] = new(3, Each<double>(c => new ImpulseNoise(c), .01, .02, .03, .05, .07)),
        [CorruptionKinds.DefocusBlur] = new(4, Each<(double Radius, double Sigma)>(
            c => new KernelBlur(BlurKernels.Disc(c.Radius, c.Sigma), KernelBlur.Reflect101), (.3, .4), (.4, .5), (.5, .6), (1, .2), (1.5, .1))),
        [CorruptionKinds.Contrast] = new(12, Each<double>(c => new Contrast(c), .75, .5, .4, .3, .15)),
        [CorruptionKinds.Pixelate] = new(14, Each<double>(c => new Pixelate(c), .95, .9, .85, .75, .65)),
        [CorruptionKinds.SpeckleNoise] = new(16, Each<double>(c => new SpeckleNoise(c), .06, .1, .12, .16, .2)),
        [CorruptionKinds.GaussianBlur] = new(17, Each<double>(
            c => new KernelBlur(BlurKernels.Gaussian(c), KernelBlur.Nearest), .4, .6, .7, .8, 1)),
    };

    /// <summary>Corrupts a batch. It waits for the device once, to fetch the bytes.</summary>
    /// <param name="kind">A name from <see cref="CorruptionKinds"/>.</param>
    /// <param name="severity">1 to 5.</param>
    /// <param name="bytes">uint8 (n, 3, side, side).</param>
    /// <param name="first">Number of the first image of the batch in its set.</param>
    /// <returns>uint8 of the same shape on the same device.</returns>
    /// <exception cref="ArgumentException">Unknown kind or severity, or a side above 64.</exception>
    public static Tensor Apply(string kind, int severity, Tensor bytes, long first, long seed)
    {
        using var scope = NewDisposeScope();
        var shape = bytes.shape;
        var pixels = bytes.cpu().contiguous().data<byte>().ToArray();
        var corrupted = Apply(kind, severity, pixels, (int)shape[0], (int)shape[3], first, seed);
        return tensor(corrupted, shape, ScalarType.Byte).to(bytes.device).MoveToOuterDisposeScope();
    }

    /// <summary>The same for bytes on the host.</summary>
    public static byte[] Apply(string kind, int severity, byte[] pixels, int count, int side, long first, long seed)
    {
        if (!Definitions.TryGetValue(kind, out var definition))
            throw new ArgumentException($"corruption '{kind}' is none of {string.Join(", ", CorruptionKinds.All)}");
        if (severity is < 1 or > 5) throw new ArgumentException($"severity {severity} is not in 1..5");
        if (side > LargestSide) throw new ArgumentException($"the corruption constants are for sides up to {LargestSide}, not {side}");
        var corruption = definition.Severities[severity - 1].Value;
        var size = 3 * side * side;
        var corrupted = new byte[pixels.Length];
        Parallel.For(0, count, SlotThreads.Share(), i => corruption.Apply(
            pixels.AsSpan(i * size, size), corrupted.AsSpan(i * size, size), side, SplitMix64.For(seed, definition.Id, severity, first + i)));
        return corrupted;
    }

    private static Lazy<IImageCorruption>[] Each<T>(Func<T, IImageCorruption> make, params T[] constants) =>
        [.. constants.Select(c => new Lazy<IImageCorruption>(() => make(c)))];

    /// <param name="Id">Number in the benchmark's list; part of the seed, so a longer list of ours changes no image.</param>
    private sealed record Definition(int Id, Lazy<IImageCorruption>[] Severities);
}
