using AdaSapSweep.Stages;
using AdaSapSweep.Training.Data;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Data;

public sealed class Cifar_files
{
    [Fact]
    public void Of_real_images_load_onto_a_device()
    {
        var folder = RealImages.Folder();
        Assert.SkipUnless(folder is not null, "no shared/data/cifar-10-batches-bin beside the repository");
        var settings = new DataSettings { Name = DataSets.Cifar10, TrainImages = 100, TestImages = 50 };
        using var train = ImageDataLoader.Training(settings, folder, CPU);
        using var test = ImageDataLoader.Test(settings, folder, CPU);
        Assert.Equal((100, 50, 10, 32), (train.Count, test.Count, train.Classes, train.Side));
        using var scope = NewDisposeScope();
        var batch = train.Batch(tensor(new[] { 99L, 0 }));
        Assert.Equal([2, 3, 32, 32], batch.Images.shape);
        Assert.Equal(train.Bytes[99, 2, 31, 30].item<byte>() / 255f, batch.Images[0, 2, 31, 30].item<float>(), 1e-6f);
        Assert.Equal(0.47, batch.Images.mean().item<float>(), 0.25);
        Assert.Equal(train.Labels[99].item<long>(), batch.Labels[0].item<long>());
    }
}
