using AdaSapSweep.Coordinator.Processes;
using AdaSapSweep.Shared.LocalSlots;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Processes;

public sealed class ASlotsProcess
{
    private readonly SlotProcessGroup _group = new(new(Environment.ProcessPath!, "/tmp/store.db", Threads: 3, ConfigFile: null), TimeSpan.FromSeconds(1));

    [Fact]
    public void OfAGpu_SeesThatOneAlone()
    {
        var info = _group.StartInfo(new(new("cuda:2/1"), "cuda:2"));
        Assert.Equal(("2", "PCI_BUS_ID"), (info.Environment[VisibleGpu.Variable], info.Environment["CUDA_DEVICE_ORDER"]));
        Assert.Contains("--pinned", info.ArgumentList);
        Assert.Equal("cuda:2", info.ArgumentList[info.ArgumentList.IndexOf("--device") + 1]);
    }

    [Fact]
    public void OnTheCpu_IsNotPinned_AndKeepsWhatItFrees()
    {
        var info = _group.StartInfo(new(new("cpu/1"), "cpu"));
        Assert.DoesNotContain("--pinned", info.ArgumentList);
        Assert.Equal("3", info.Environment["OMP_NUM_THREADS"]);
        Assert.All(SlotEnvironment.OfAllocator, v => Assert.Equal(v.Value, info.Environment[v.Name]));
    }
}
