using AdaSapSweep.ImageSets;
using AdaSapSweep.Stages;
using AdaSapSweep.Training.Data;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Data;

public class A_loaded_data_set
{
    private static readonly DataSettings Settings = new() { Name = DataSets.Shapes, TrainImages = 30, TestImages = 20, ImageSize = 16, RenderSeed = 5 };

    [Fact]
    public void Holds_the_rendered_images_as_bytes()
    {
        using var train = ImageDataLoader.Training(Settings, null, CPU);
        using var test = ImageDataLoader.Test(Settings, null, CPU);
        Assert.Equal((30, 20, 10, 16), (train.Count, test.Count, train.Classes, train.Side));
        Assert.Equal(ScalarType.Byte, train.Bytes.dtype);
        Assert.Equal(ShapesRenderer.Render(5, ShapesRenderer.TestStream, 20, 16).Pixels, test.Bytes.bytes.ToArray());
    }

    [Fact]
    public void Gives_batches_in_the_order_asked_for()
    {
        using var train = ImageDataLoader.Training(Settings, null, CPU);
        using var scope = NewDisposeScope();
        var batch = train.Batch(tensor(new[] { 7L, 3 }));
        var run = train.Batch(2, 6);
        Assert.Equal([7, 3], batch.Labels.data<long>().ToArray());
        Assert.Equal([2, 3, 4, 5, 6, 7], run.Labels.data<long>().ToArray());
        Assert.True(batch.Images[0].eq(run.Images[5]).all().item<bool>());
        Assert.InRange(batch.Images.max().item<float>(), 0.5f, 1f);
    }

    [Fact]
    public void Of_an_unknown_name_is_refused()
    {
        var error = Assert.Throws<DataSetException>(() => ImageDataLoader.Training(Settings with { Name = "svhn" }, null, CPU));
        Assert.Contains("svhn", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void That_does_not_fit_is_refused_with_the_figures()
    {
        MemoryNeed.Check(new Blank(1000), 800, 800 * 3 * 32 * 32 * 2L);
        var error = Assert.Throws<DataSetException>(() => MemoryNeed.Check(new Blank(1_300_000), 1_300_000, 4_000_000_000));
        Assert.StartsWith("1,300,000 images of 32 x 32 take 4.0 GB as bytes, and this machine has 4.0 GB; use fewer", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void That_is_larger_than_a_block_is_read_whole()
    {
        var heard = new List<long>();
        using var data = ImageData.Read(new Blank(12_000), 11_000, new(0, 0, 0), new(1, 1, 1), CPU, new ParallelOptions(), heard.Add);
        Assert.Equal([10_922, 11_000], heard);
        Assert.Equal((11_000, 32, 3), (data.Count, data.Side, data.Classes));
        var labels = data.Labels.data<long>().ToArray();
        Assert.Equal(Enumerable.Range(0, 11_000).Select(i => (long)i % 3), labels);
        Assert.Equal([10_999 % 251, 10_922 % 251, 0], new[] { 10_999, 10_922, 0 }.Select(i => (int)data.Bytes[i, 2, 31, 31].item<byte>()));
    }

    /// <summary>Image i is all i mod 251 and of class i mod 3.</summary>
    private sealed class Blank(int count) : ImagePart
    {
        public override int Count => count;

        public override int Classes => 3;

        public override int Side => 32;

        public override IReadOnlyList<string> Files => [];

        public override void Read(int first, Memory<byte> pixels, Memory<int> labels, ParallelOptions options)
        {
            for (var i = 0; i < labels.Length; i++)
            {
                labels.Span[i] = (first + i) % 3;
                pixels.Span.Slice(i * ImageBytes, ImageBytes).Fill((byte)((first + i) % 251));
            }
        }
    }
}
