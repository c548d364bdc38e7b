namespace AdaSapSweep.ImageSets;

/// <summary>The two parts of a data set. No stage reads both.</summary>
public enum ImageSplit
{
    Training,
    Test,
}

internal static class ImageSplits
{
    /// <summary>As in "training images".</summary>
    public static string Word(this ImageSplit split) => split switch
    {
        ImageSplit.Training => "training",
        ImageSplit.Test => "test",
        _ => throw new ArgumentOutOfRangeException(nameof(split), split, "not a part of a data set"),
    };
}
