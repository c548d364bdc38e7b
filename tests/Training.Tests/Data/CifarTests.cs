using AdaSapSweep.Stages;
using AdaSapSweep.Training.Data;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Data;

public sealed class Cifar_files : IDisposable
{
    private const int Record = 3073;
    private readonly string _folder = Directory.CreateTempSubdirectory("cifar-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Are_read_in_the_order_of_their_names()
    {
        Write("data_batch_2.bin", 3, 4);
        Write("data_batch_1.bin", 1, 2);
        Write("test_batch.bin", 9);
        var (train, test) = (Cifar10Files.ReadTraining(_folder, null), Cifar10Files.ReadTest(_folder, null));
        Assert.Equal([1, 2, 3, 4], train.Labels);
        Assert.Equal([9], test.Labels);
        Assert.Equal(4 * 3072, train.Pixels.Length);
        Assert.Equal(Pixel(3, 17), train.Pixels[2 * 3072 + 17]);
    }

    [Fact]
    public void Are_found_one_folder_deeper_and_cut_to_the_number_asked_for()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "cifar-10-batches-bin"));
        Write("cifar-10-batches-bin/data_batch_1.bin", 1, 2);
        Write("cifar-10-batches-bin/data_batch_2.bin", 3, 4);
        Write("cifar-10-batches-bin/test_batch.bin", 9, 8);
        var (train, test) = (Cifar10Files.ReadTraining(_folder, 3), Cifar10Files.ReadTest(_folder, 1));
        Assert.Equal([1, 2, 3], train.Labels);
        Assert.Equal([9], test.Labels);
    }

    [Fact]
    public void Missing_are_an_error_that_says_where_it_looked_and_how_to_get_them()
    {
        var error = Assert.Throws<DataSetException>(() => Cifar10Files.ReadTraining(_folder, null));
        Assert.Contains(_folder, error.Message, StringComparison.Ordinal);
        Assert.Contains("cifar-10-batches-bin", error.Message, StringComparison.Ordinal);
        Assert.Contains("cs.toronto.edu", error.Message, StringComparison.Ordinal);
        Assert.Throws<DataSetException>(() => Cifar10Files.ReadTest(null, null));
        Write("test_batch.bin", 1);
        Assert.Contains("data_batch_*.bin", Assert.Throws<DataSetException>(() => Cifar10Files.ReadTraining(_folder, null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_or_too_small_are_refused()
    {
        Write("data_batch_1.bin", 1, 2);
        Write("test_batch.bin", 10);
        Assert.Contains("has label 10", Assert.Throws<DataSetException>(() => Cifar10Files.ReadTest(_folder, null)).Message, StringComparison.Ordinal);
        Write("test_batch.bin", 1);
        Assert.Contains("3 training images were asked for", Refusal(3), StringComparison.Ordinal);
        File.WriteAllBytes(Path.Combine(_folder, "data_batch_1.bin"), new byte[Record + 1]);
        Assert.Contains("3074 bytes", Refusal(), StringComparison.Ordinal);
        File.WriteAllBytes(Path.Combine(_folder, "data_batch_1.bin"), []);
        Assert.Contains("0 bytes", Refusal(), StringComparison.Ordinal);

        string Refusal(int? train = null) => Assert.Throws<DataSetException>(() => Cifar10Files.ReadTraining(_folder, train)).Message;
    }

    [Fact]
    public void Of_the_part_that_nobody_asked_for_are_not_read()
    {
        Write("data_batch_1.bin", 1, 2);
        File.WriteAllBytes(Path.Combine(_folder, "test_batch.bin"), [1]);
        Assert.Equal([1, 2], Cifar10Files.ReadTraining(_folder, null).Labels);
        File.WriteAllBytes(Path.Combine(_folder, "data_batch_1.bin"), [1]);
        Write("test_batch.bin", 9);
        Assert.Equal([9], Cifar10Files.ReadTest(_folder, null).Labels);
    }

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

    private static byte Pixel(int label, int index) => (byte)(label * 31 + index);

    private void Write(string name, params byte[] labels) => File.WriteAllBytes(
        Path.Combine(_folder, name), [.. labels.SelectMany(label => Enumerable.Range(0, 3072).Select(i => Pixel(label, i)).Prepend(label))]);
}
