namespace AdaSapSweep.Training.Data;

/// <summary>Cuts a batch into parts that are worked on one after the other, so that less memory is held at a time.</summary>
public static class BatchParts
{
    /// <param name="images">Of the batch, at least 1.</param>
    /// <param name="parts">At least 1; fewer are made where a part would have less than <paramref name="least"/> images.</param>
    /// <returns>Consecutive spans that cover the batch; their lengths differ by one at most, the longer ones first.</returns>
    public static (long Start, long Length)[] Of(long images, int parts, int least)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parts, 1);
        var count = Math.Clamp(images / least, 1, parts);
        var spans = new (long Start, long Length)[count];
        var start = 0L;
        for (var i = 0; i < count; i++)
        {
            spans[i] = (start, images / count + (i < images % count ? 1 : 0));
            start += spans[i].Length;
        }
        return spans;
    }
}
