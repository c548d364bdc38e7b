using AdaSapSweep.GpuActor.Running;
using AdaSapSweep.ImageSets;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.TestSupport;
using AdaSapSweep.Training.Stages;
using Xunit;

namespace AdaSapSweep.GpuActor.Tests.Running;

public sealed class WhenAStageFails : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Parent => _folder["parent.safetensors"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ADiskThatIsFull_IsNamed()
    {
        if (!File.Exists("/dev/full")) Assert.Skip("needs a device that is always full");
        var error = Assert.ThrowsAny<IOException>(() =>
        {
            using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write);
            full.Write(new byte[100]);
            full.Flush();
        });
        Assert.Equal(FailureKind.DiskFull, StageFailures.Named(error, Parent).Kind);
        Assert.Equal(FailureKind.Crash, StageFailures.Named(new IOException("broken"), Parent).Kind);
    }

    [Fact]
    public void AParentThatIsGone_OrDamaged_IsNamed()
    {
        var gone = Assert.Throws<FileNotFoundException>(() => File.OpenRead(Parent));
        Assert.Equal(FailureKind.ParentMissing, StageFailures.Named(gone, Parent).Kind);
        Assert.Equal(FailureKind.ParentMissing, StageFailures.Named(new InvalidDataException("shorter than 8 bytes"), Parent).Kind);
        File.WriteAllText(Parent, "");
        Assert.Equal(FailureKind.Crash, StageFailures.Named(gone, Parent).Kind);
        Assert.Equal(FailureKind.Crash, StageFailures.Named(new InvalidDataException("a root has no parent"), null).Kind);
    }

    [Fact]
    public void WhatTheLibraryNames_KeepsItsName()
    {
        Assert.Equal(FailureKind.Diverged, StageFailures.Named(new DivergedException("the loss is NaN"), Parent).Kind);
        Assert.Equal(FailureKind.Data, StageFailures.Named(new UnfitDeviceException("no float16"), Parent).Kind);
        Assert.Equal(FailureKind.Data, StageFailures.Named(new DataSetException("no such file"), Parent).Kind);
        Assert.Equal(FailureKind.OutOfMemory, StageFailures.Named(new InsufficientMemoryException(), Parent).Kind);
    }

    [Fact]
    public void OnlyTheFirstLineOfALongErrorIsKept() =>
        Assert.Equal("InvalidOperationException: first", StageFailures.Named(new InvalidOperationException("first\nsecond"), null).Message);
}
