using AdaSapSweep.Coordinator.Scheduling;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Scheduling;

public sealed class APersistentArray
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(1024)]
    [InlineData(40_000)]
    public void HoldsWhatItWasMadeOf(int length)
    {
        var items = Enumerable.Range(0, length).Select(i => i % 7 == 0 ? i : 0).ToArray();
        var array = PersistentArray<int>.Of(items);
        Assert.Equal(items, Enumerable.Range(0, length).Select(i => array[i]));
    }

    [Fact]
    public void AChangedCopy_LeavesTheOldOneAsItWas()
    {
        var random = new Random(1);
        var expected = new int[5000];
        var array = PersistentArray<int>.Of(expected);
        for (var i = 0; i < 3000; i++)
        {
            var (place, before) = (random.Next(expected.Length), array);
            var old = expected[place];
            array = array.With(place, expected[place] = i + 1);
            Assert.Equal((old, i + 1), (before[place], array[place]));
        }
        Assert.Equal(expected, Enumerable.Range(0, expected.Length).Select(i => array[i]));
    }
}
