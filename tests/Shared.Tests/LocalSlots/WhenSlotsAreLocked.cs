using AdaSapSweep.Shared.LocalSlots;
using AdaSapSweep.TestSupport;

namespace AdaSapSweep.Shared.Tests.LocalSlots;

public sealed class WhenSlotsAreLocked : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();

    private string Store => _folder["store.db"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task TheirProcessesAreFound_ForAsLongAsTheyHoldTheLock()
    {
        var (one, two) = (Facts("cpu/1"), Facts("cuda:0/1"));
        using var kept = await SlotLock.TakeAsync(Store, one, Patience);
        using (await SlotLock.TakeAsync(Store, two, Patience))
        {
            Assert.Equal([one, two], SlotLock.Living(Store).OrderBy(f => f.Slot.Value, StringComparer.Ordinal));
            Assert.True(SlotLock.IsHeld(Store, two.Slot));
        }
        Assert.Equal([one], SlotLock.Living(Store));
        Assert.False(SlotLock.IsHeld(Store, two.Slot));
    }

    [Fact]
    public async Task ASecondProcessOfTheSlotGetsNothing_AndLeavesTheFactsOfTheFirst()
    {
        using var first = await SlotLock.TakeAsync(Store, Facts("cpu/1"), Patience);
        Assert.Null(await SlotLock.TakeAsync(Store, Facts("cpu/1") with { ProcessId = 8 }, TimeSpan.Zero));
        Assert.Equal(7, Assert.Single(SlotLock.Living(Store)).ProcessId);
    }

    [Fact]
    public async Task ASlotThatIsFreeAgain_CanBeTaken()
    {
        (await SlotLock.TakeAsync(Store, Facts("cpu/1"), Patience))!.Dispose();
        using var second = await SlotLock.TakeAsync(Store, Facts("cpu/1") with { ProcessId = 8 }, Patience);
        Assert.Equal(8, Assert.Single(SlotLock.Living(Store)).ProcessId);
    }

    [Fact]
    public void WithoutAnySlot_ThereIsNone()
    {
        Assert.Empty(SlotLock.Living(Store));
        Assert.False(SlotLock.IsHeld(Store, new("cpu/1")));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"Slot":{"Value":"../x+y"},"ProcessId":1,"Device":"cpu","Threads":1,"Build":""}""")]
    public async Task FactsThatCannotBeUsed_AreLeftOut(string text)
    {
        using var held = await SlotLock.TakeAsync(Store, Facts("cpu/1"), Patience);
        await File.WriteAllTextAsync(Path.Combine(SlotFiles.Folder(Store), "cpu+1.json"), text, TestContext.Current.CancellationToken);
        Assert.Empty(SlotLock.Living(Store));
    }

    [Theory]
    [InlineData("node-1.lab/cuda:0", true)]
    [InlineData("", false)]
    [InlineData("a+b", false)]
    [InlineData("a b", false)]
    public void ANameHasNoCharacterThatCouldMakeTwoOfThemOneFile(string name, bool good) => Assert.Equal(good, SlotFiles.IsName(name));

    private static SlotFacts Facts(string slot) => new(new(slot), 7, "cpu", 2, null, "build");
}
