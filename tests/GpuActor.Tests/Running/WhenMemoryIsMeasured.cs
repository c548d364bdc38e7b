using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using AdaSapSweep.GpuActor.Hosting;
using AdaSapSweep.GpuActor.Running;
using AdaSapSweep.Shared.Protocol;
using Xunit;

namespace AdaSapSweep.GpuActor.Tests.Running;

public sealed class WhenMemoryIsMeasured
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    [Fact]
    [SupportedOSPlatform("linux")]
    public void TheKernelCountsAnewForEachStage()
    {
        const int large = 64 << 20;
        Assert.SkipUnless(ResidentMemory.TryForgetPeak(), "this kernel does not let a process forget its peak");
        var meter = StageMeter.Of("cpu", null, Interval, TimeProvider.System);
        var (_, first) = meter.During(() => Touch(large));
        var (_, second) = meter.During(() => 0);
        Assert.True(first - second > large / 2, $"{first} and then {second}");
    }

    [Fact]
    public void ElseTheHighestReadingCounts()
    {
        long? held = 1;
        using var wasRead = new ManualResetEventSlim();
        long? Read()
        {
            var now = held;
            if (now == 7) wasRead.Set();
            return now;
        }
        var meter = new StageMeter(Read, () => false, () => 0, TimeSpan.FromMilliseconds(1), TimeProvider.System);
        var (_, bytes) = meter.During(() =>
        {
            held = 7;
            Assert.True(wasRead.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
            held = 3;
            return 0;
        });
        Assert.Equal(7, bytes);
        held = null;
        Assert.Null(meter.During(() => 0).Bytes);
    }

    [Fact]
    public void OnAGpu_AStageThatTakesNoMoreThanTheProcessKept_TellsNothing()
    {
        long? held = null;
        var meter = new StageMeter(() => held, () => false, () => 0, Interval, TimeProvider.System) { KeepsMemory = true };
        Assert.Equal([5, null, 6], new long[] { 5, 5, 6 }.Select(bytes => meter.During(() => held = bytes).Bytes));
    }

    [Theory]
    [InlineData("11, 512\n42, 1024\n", 1L << 30)]
    [InlineData("11, 512\n", 1L << 29)]
    [InlineData("11, 512\n12, 512\n", null)]
    [InlineData("42, [N/A]\n", null)]
    [InlineData("", null)]
    [InlineData("No devices were found", null)]
    public void AProcessIsFoundInTheListOfTheDriversTool(string answer, long? bytes) => Assert.Equal(bytes, GpuProcessMemory.Parse(answer, process: 42));

    [Theory]
    [InlineData("GPU-12ab, 24576\n", "GPU-12ab", 24L << 30)]
    [InlineData("GPU-12ab, [N/A]\n", null, 0)]
    [InlineData("", null, 0)]
    public void TheWholeMemoryOfAGpu_IsToldByTheTool(string answer, string? place, long bytes) =>
        Assert.Equal(place is null ? null : new DeviceMemory(place, OnGpu: true, bytes), DeviceTotal.Parse(answer));

    [Fact]
    public void TheWholeMemoryOfACpu_IsThatOfTheMachineOrItsControlGroup()
    {
        var memory = DeviceTotal.Of("cpu", null)!;
        Assert.False(memory.OnGpu);
        Assert.InRange(memory.Bytes, 1L << 28, 1L << 50);
    }

    /// <summary>Takes so much from the system, and gives it back.</summary>
    private static int Touch(int bytes)
    {
        const int page = 4096;
        var block = Marshal.AllocHGlobal(bytes);
        for (var at = 0; at < bytes; at += page) Marshal.WriteByte(block, at, 1);
        Marshal.FreeHGlobal(block);
        return bytes;
    }
}
