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
}
