using AdaSapSweep.Training.Data;
using Xunit;

namespace AdaSapSweep.Training.Tests.Data;

public sealed class ABatchInParts
{
    [Theory]
    [InlineData(12, 1, 2, new long[] { 12 })]
    [InlineData(12, 4, 2, new long[] { 3, 3, 3, 3 })]
    [InlineData(13, 4, 2, new long[] { 4, 3, 3, 3 })]
    [InlineData(15, 4, 2, new long[] { 4, 4, 4, 3 })]
    [InlineData(5, 4, 2, new long[] { 3, 2 })]
    [InlineData(5, 4, 1, new long[] { 2, 1, 1, 1 })]
    [InlineData(3, int.MaxValue, 1, new long[] { 1, 1, 1 })]
    [InlineData(1, 8, 2, new long[] { 1 })]
    public void IsCutAsEvenlyAsItCanBe(long images, int parts, int least, long[] lengths) =>
        Assert.Equal(lengths, BatchParts.Of(images, parts, least).Select(p => p.Length));

    [Fact]
    public void IsCoveredInItsOrder()
    {
        for (var images = 1; images < 40; images++)
            for (var parts = 1; parts < 12; parts++)
            {
                var next = 0L;
                foreach (var (start, length) in BatchParts.Of(images, parts, 2))
                {
                    Assert.Equal(next, start);
                    next += length;
                }
                Assert.Equal(images, next);
            }
    }

    [Fact]
    public void HasAtLeastOnePart() => Assert.Throws<ArgumentOutOfRangeException>(() => BatchParts.Of(12, 0, 1));
}
