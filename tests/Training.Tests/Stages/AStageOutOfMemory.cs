using System.Runtime.InteropServices;
using AdaSapSweep.Stages;
using AdaSapSweep.Training.Data;
using AdaSapSweep.Training.Networks;
using AdaSapSweep.Training.Stages;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Stages;

/// <summary>What is asked for here is more than an address space: it is refused at once, on every machine, and no memory is taken.</summary>
public sealed class AStageOutOfMemory : IDisposable
{
    private const long TooMany = 1L << 48;

    private readonly StageFixture _stages = new();

    public static TheoryData<string> Kinds => [StageKinds.Pretrain, StageKinds.AdaSapPrune, StageKinds.DynamicSparseTrain];

    public void Dispose() => _stages.Dispose();

    [Fact]
    public void IsRecognisedInWhatLibTorchThrows() => Assert.True(OutOfMemory.IsMeantBy(Assert.ThrowsAny<Exception>(() => empty([TooMany]))));

    [Theory]
    [InlineData("CUDA out of memory. Tried to allocate 20.00 MiB. GPU 0 has a total capacity of 23.69 GiB of which 9.25 MiB is free.")]
    [InlineData("CUDA error: out of memory\nCUDA kernel errors might be asynchronously reported at some other API call")]
    [InlineData("[enforce fail at alloc_cpu.cpp:114] err == 0. DefaultCPUAllocator: can't allocate memory: you tried to allocate 8 bytes. Error code 12")]
    [InlineData("[enforce fail at alloc_cpu.cpp:80] data. DefaultCPUAllocator: not enough memory: you tried to allocate 8 bytes.")]
    [InlineData("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`")]
    [InlineData("cuDNN error: CUDNN_STATUS_ALLOC_FAILED")]
    [InlineData("cuDNN error: CUDNN_STATUS_INTERNAL_ERROR_DEVICE_ALLOCATION_FAILED")]
    [InlineData("Unable to find a valid cuDNN algorithm to run convolution")]
    [InlineData("std::bad_alloc")]
    public void IsRecognisedByItsText(string text) => Assert.True(OutOfMemory.IsMeantBy(new NativeError(text)));

    [Fact]
    public void IsRecognisedWithinALoopOfManyThreads() =>
        Assert.True(OutOfMemory.IsMeantBy(new AggregateException(new InvalidOperationException(), new InsufficientMemoryException())));

    [Theory]
    [InlineData("CUDA error: an illegal memory access was encountered")]
    [InlineData("The size of tensor a (3) must match the size of tensor b (4)")]
    public void IsNotWhatEveryErrorMeans(string text) => Assert.False(OutOfMemory.IsMeantBy(new NativeError(text)));

    [Fact]
    public void IsNotWhatAFullDiskMeans() => Assert.False(OutOfMemory.IsMeantBy(new IOException("No space left on device")));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void InTheMidstOfAStepLeavesNoTensorBehind(string kind)
    {
        var before = Tensor.TotalCount;
        using (NewDisposeScope())
        using (var state = TrainingState.Begin(StageSamples.ByKind[kind], Tiny.Network(type: ScalarType.Float32), new string('a', 64)))
        {
            var batch = new ImageBatch(Tiny.Images(1, 8).expand(TooMany, 3, 8, 8), Tiny.Labels(1).expand(TooMany));
            using var step = new TrainingStep(StageSamples.ByKind[kind], state, microBatches: 1);
            var error = Assert.ThrowsAny<Exception>(() => step.Run(batch, default, .05));
            Assert.True(OutOfMemory.IsMeantBy(error), error.Message);
        }
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void LeavesAProcessInWhichItsNextAttemptEndsAsIfNothingHadBeen(string kind)
    {
        using Recorder whole = new(), failed = new(), rest = new();
        var expected = _stages.Run(kind, StageSamples.ByKind[kind], whole, "whole");
        failed.OnStep = () =>
        {
            if (failed.LastStep == 5) empty([TooMany]);
        };
        var before = Tensor.TotalCount;
        Assert.True(OutOfMemory.IsMeantBy(Assert.ThrowsAny<Exception>(() => _stages.Run(kind, StageSamples.ByKind[kind], failed, "stage"))));
        Assert.Equal(before, Tensor.TotalCount);
        Assert.Equal(expected.Sha256, _stages.Run(kind, StageSamples.ByKind[kind], rest, "stage").Sha256);
        Assert.DoesNotContain(1, rest.Epochs);
    }

    [Fact]
    public void WhileItsNetworkIsMadeLeavesNoTensorBehind()
    {
        var before = Tensor.TotalCount;
        using (NewDisposeScope())
        {
            var made = 0;
            var blueprint = NetworkCatalog.Blueprint("resnet8", 10, Tiny.Normalisation);
            Assert.ThrowsAny<Exception>(() => new Network(
                blueprint, declared => ++made < 5 ? zeros(declared.Shape) : empty([TooMany]), CPU, ScalarType.Float32));
        }
        Assert.Equal(before, Tensor.TotalCount);
    }

    private sealed class NativeError(string text) : ExternalException(text);
}
