using AdaSapSweep.Training.Data;
using TorchSharp;
using Xunit;

namespace AdaSapSweep.Training.Tests.Data;

public sealed class ALoopOverImages
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void TakesNoMoreThreadsThanTheSlotHas(int threads)
    {
        var before = torch.get_num_threads();
        try
        {
            torch.set_num_threads(threads);
            Assert.Equal(threads, SlotThreads.Share().MaxDegreeOfParallelism);
        }
        finally
        {
            torch.set_num_threads(before);
        }
    }
}
