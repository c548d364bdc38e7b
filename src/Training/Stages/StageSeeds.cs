using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AdaSapSweep.Training.Stages;

/// <summary>Seeds from the stage key: the same for every run of the stage, wherever it was interrupted.</summary>
internal static class StageSeeds
{
    /// <summary>The order of the batches.</summary>
    public const string Order = "order";

    /// <summary>Augmentation and attack starts: a generator seeded at the start of every epoch.</summary>
    public const string Epoch = "epoch";

    /// <summary>Random masks and random growth.</summary>
    public const string Mask = "mask";

    /// <summary>Which images a mask's scores are computed on.</summary>
    public const string MaskImages = "mask-images";

    /// <summary>The pass after which averaged weights have their running statistics.</summary>
    public const string Average = "average";

    /// <summary>Scores of the random criterion.</summary>
    public const string Scores = "scores";

    /// <param name="number">Epoch or step.</param>
    /// <returns>At least 0.</returns>
    public static long Of(string stageKey, string purpose, long number = 0)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{stageKey}/{purpose}/{number}");
        return BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text))) & long.MaxValue;
    }
}
