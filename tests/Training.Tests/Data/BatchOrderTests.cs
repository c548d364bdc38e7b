using AdaSapSweep.Training.Data;
using Xunit;

namespace AdaSapSweep.Training.Tests.Data;

public class The_order_of_batches
{
    [Theory]
    [InlineData(10, 4, new[] { 4, 4, 2 })]
    [InlineData(8, 4, new[] { 4, 4 })]
    [InlineData(9, 4, new[] { 4, 5 })]
    [InlineData(3, 4, new[] { 3 })]
    [InlineData(1, 4, new[] { 1 })]
    [InlineData(3, 1, new[] { 1, 1, 1 })]
    [InlineData(5, 5, new[] { 5 })]
    public void Keeps_a_smaller_last_batch_but_joins_a_single_image_to_the_one_before(int images, int size, int[] expected)
    {
        var order = new BatchOrder(images, size, 1, 0);
        var batches = Enumerable.Range(0, order.Count).Select(batch => order[batch]).ToArray();
        Assert.Equal(expected, batches.Select(batch => batch.Length));
        Assert.Equal(expected.Length, BatchOrder.BatchesPerEpoch(images, size));
        Assert.Equal(Enumerable.Range(0, images).Select(i => (long)i), batches.SelectMany(batch => batch).Order());
    }

    [Fact]
    public void Follows_from_seed_and_epoch_alone()
    {
        var first = All(5, 3);
        Assert.Equal(first, All(5, 3));
        Assert.NotEqual(first, All(5, 4));
        Assert.NotEqual(first, All(6, 3));

        static long[] All(long seed, int epoch)
        {
            var order = new BatchOrder(100, 32, seed, epoch);
            return [.. Enumerable.Range(0, order.Count).SelectMany(batch => order[batch])];
        }
    }

    [Fact]
    public void On_a_device_has_the_same_batches()
    {
        var order = new BatchOrder(9, 4, 1, 0);
        using var scope = TorchSharp.torch.NewDisposeScope();
        var whole = order.On(TorchSharp.torch.CPU);
        Assert.All(Enumerable.Range(0, order.Count), batch => Assert.Equal(order[batch], order.Slice(whole, batch).data<long>().ToArray()));
        whole.Dispose();
    }

    [Fact]
    public void Is_the_same_on_every_machine() =>
        Assert.Equal([4, 3, 2, 5, 6, 7, 0, 1], new BatchOrder(8, 8, 42, 1)[0]);
}
