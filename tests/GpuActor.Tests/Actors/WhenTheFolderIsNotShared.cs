using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;
using AdaSapSweep.Shared.Store;
using Xunit;

namespace AdaSapSweep.GpuActor.Tests.Actors;

public sealed class WhenTheFolderIsNotShared : GpuActorTest
{
    private static readonly RunStage A = Order("a");

    [Fact]
    public async Task TheCoordinatorIsToldWhatWasLookedFor_AndHearsWhenItIsThere()
    {
        var elsewhere = Folder["elsewhere"];
        Tell(new SlotRegistered(Slot, new(elsewhere, "mark")));
        var told = await Line.Next<FolderNotShared>();
        Assert.Contains(elsewhere, told.Reason, StringComparison.Ordinal);
        Assert.Contains("--artifacts", told.Reason, StringComparison.Ordinal);
        // So that it is heard from; being asked to register again does not help.
        await Line.Next<RequestStage>();
        Tell(new RegisterAgain(Slot));
        Directory.CreateDirectory(elsewhere);
        await File.WriteAllTextAsync(Path.Combine(elsewhere, FolderMark.FileName), "mark", TestContext.Current.CancellationToken);
        await Line.Next<RegisterSlot>();
        Tell(new SlotRegistered(Slot, new(elsewhere, "mark")));
        Runner.Let(A);
        Tell(A);
        await Line.Next<StageSucceeded>();
    }

    [Fact]
    public async Task AStageThatComesAllTheSame_IsGivenBack()
    {
        Tell(new SlotRegistered(Slot, new(Folder["elsewhere"], "mark")));
        await Line.Next<FolderNotShared>();
        Tell(A);
        var report = await Line.Next<StageFailed>();
        Assert.Equal((A.Lease, FailureKind.Cancelled), (report.Lease, report.Kind));
        Assert.Empty(Runner.Begun);
    }

    [Fact]
    public async Task AFolderWithAnotherMark_IsAnotherFolder()
    {
        var mark = FolderMark.Ensure(Folder.Path);
        Tell(new SlotRegistered(Slot, new(Folder.Path, "another")));
        var told = await Line.Next<FolderNotShared>();
        Assert.Contains(mark, told.Reason, StringComparison.Ordinal);
        Assert.Contains("another", told.Reason, StringComparison.Ordinal);
    }
}
