using AdaSapSweep.GpuActor.Actors;
using AdaSapSweep.Shared.Protocol;
using AdaSapSweep.Shared.Store;
using Xunit;

namespace AdaSapSweep.GpuActor.Tests.Actors;

public sealed class WhenTheFolderIsMountedElsewhere : GpuActorTest
{
    private protected override GpuActorSettings Settings => base.Settings with { Artifacts = Folder.Path };

    [Fact]
    public async Task ItIsFoundThere_AndStagesUseThatPath()
    {
        Tell(new SlotRegistered(Slot, new("/on/the/coordinators/machine", FolderMark.Ensure(Folder.Path))));
        await Line.Next<RequestStage>();
        var order = Order("a");
        Tell(order);
        await Runner.ProgressOf(order);
        Assert.Equal(Folder.Path, Assert.Single(Runner.Orders).ArtifactFolder);
    }
}
