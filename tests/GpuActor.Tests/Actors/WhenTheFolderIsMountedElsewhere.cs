using AdaSapSweep.GpuActor.Actors;
using AdaSapSweep.Shared.Protocol;
using AdaSapSweep.Shared.Store;
using Xunit;

namespace AdaSapSweep.GpuActor.Tests.Actors;

public sealed class WhenTheFolderIsMountedElsewhere : GpuActorTest
{
    private protected override GpuActorSettings Settings => base.Settings with { Artifacts = Folder.Path, DataFolder = "/data/here" };

    [Fact]
    public async Task ItIsFoundThere_AndStagesUseThatPath()
    {
        Tell(new SlotRegistered(Slot, new("/on/the/coordinators/machine", FolderMark.Ensure(Folder.Path))));
        await Line.Next<RequestStage>();
        var order = Order("a");
        Tell(order);
        await Runner.ProgressOf(order);
        Assert.Equal((Folder.Path, null), Folders(Assert.Single(Runner.Orders)));
    }

    [Fact]
    public async Task TheDataSetToo()
    {
        var order = Order("a") with { DataFolder = "/data/there" };
        Tell(order);
        await Runner.ProgressOf(order);
        Assert.Equal((Folder.Path, "/data/here"), Folders(Assert.Single(Runner.Orders)));
    }

    private static (string Artifacts, string? Data) Folders(RunStage order) => (order.ArtifactFolder, order.DataFolder);
}
