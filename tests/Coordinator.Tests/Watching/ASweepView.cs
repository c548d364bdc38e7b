using AdaSapSweep.Coordinator.Watching;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store.Results;
using AdaSapSweep.Shared.Telemetry;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Watching;

public sealed class ASweepView
{
    private const int Tall = 40;

    [Fact]
    public void HasTheBar_TheCounts_EachSlot_AndTheTrialsThatEndedLast()
    {
        var view = Snapshots.Of(ended: [Snapshots.Ended(9), Snapshots.Ended(3, TrialState.Failed, "adasap-prune failed: the loss is NaN")]);
        Assert.Equal(
            [
                "quickstart  ━━━━━━━━━━━━━━━━━━━━━━━━━━━─────────────────────────────────  46 %  3 min left",
                "7 done, 2 running, 1 failed, 6 waiting  stages 25/48  00:02:10",
                "cpu/1  dynamic-sparse-train  trial 12            epoch 3/10  loss 1.234  410 images/s",
                "cpu/2  evaluate              trial 4 and 2 more                          2.2 steps/s",
                "cpu/3  waits",
                "✓ trial 9 adasap criterion=l2 seed=1  clean  88.1 %  pgd  31.0 %",
                "✗ trial 3 adasap criterion=l2 seed=1  failed: adasap-prune failed: the loss is NaN",
            ],
            Text(view, 90));
    }

    [Fact]
    public void SaysWhatSlotsWaitFor()
    {
        var waits = new WaitingStage(new(new string('a', 64)), "evaluate", "it needs about 9 GB");
        var lines = Text(Snapshots.Of() with { WaitsForMemory = waits }, 90);
        Assert.Equal(("evaluate aaaaaaaaaa waits for memory: it needs about 9 GB", "cpu/3  waits for memory"), (lines[2], lines[5]));
        Assert.DoesNotContain(Text(Snapshots.Of(slots: Snapshots.Slots.Take(2)) with { WaitsForMemory = waits }, 90), line => line.Contains("waits for", StringComparison.Ordinal));
    }

    [Fact]
    public void TakesShortWords_InANarrowTerminal()
    {
        var view = Snapshots.Of(ended: [Snapshots.Ended(9, axes: """{"criterion":"taylor","score_momentum":0.9,"seed":1,"size_ratio":0.5}"""), Snapshots.Ended(3, TrialState.Failed, "adasap-prune failed: the loss is NaN")]);
        Assert.Equal(
            [
                "quickstart  ━━━━━━━━━━━━━────────────────  46 %  3 min left",
                "7 done, 2 running, 1 failed, 6 waiting  stages 25/48",
                "cpu/1 dynamic-sparse-train #12  3/10 loss 1.234 410 im/s",
                "cpu/2 evaluate             #4+2                 2.2 st/s",
                "cpu/3 waits",
                "✓ #9 adasap criterion=taylor s…  clean  88.1 %  pgd  31.0 %",
                "✗ #3 adasap criterion=l2 see…  failed: adasap-prune failed…",
            ],
            Text(view, 59));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(33)]
    [InlineData(47)]
    [InlineData(60)]
    [InlineData(75)]
    [InlineData(200)]
    public void NeverIsWiderThanTheTerminal(int width)
    {
        var slots = Snapshots.Slots.Append(new(new("a-node-of-some-length/cuda:0/1"), Snapshots.Work("dynamic-sparse-train", 12_345, 99, StagePhaseNames.Load, 199, 200, 0.000012345, new(123_456, Speed.Images))));
        var view = Snapshots.Of(slots: slots, ended: [Snapshots.Ended(9), Snapshots.Ended(3, TrialState.Failed, new('x', 300))], notice: "nobody works on this sweep at the moment");
        Assert.All(Text(view, width), line => Assert.InRange(line.Length, 1, width));
    }

    [Fact]
    public void NeverIsHigherThanTheTerminal_AndSaysHowManySlotsAreLeftOut()
    {
        var slots = Enumerable.Range(1, 30).Select(i => new SlotNow(new($"cuda:{i}/1"), null));
        var lines = Text(Snapshots.Of(slots: slots, ended: [Snapshots.Ended(1)]), 80, height: 10);
        Assert.Equal(10, lines.Count);
        Assert.Equal("… and 23 more slots", lines[^1]);
    }

    [Theory]
    [InlineData(0.9999, " 99 %")]
    [InlineData(1, "100 %")]
    public void IsFull_WhenAllIsDone(double share, string expected) =>
        Assert.Contains(expected, Text(Snapshots.Of(share), 60)[0], StringComparison.Ordinal);

    [Fact]
    public void BreaksANoticeBetweenWords() => Assert.Equal(
        ["nobody works on this sweep at the moment;", "'adasap resume' goes on with it"],
        Text(Snapshots.Of(notice: "nobody works on this sweep at the moment; 'adasap resume' goes on with it"), 50).Skip(2).Take(2));

    [Fact]
    public void ShowsWhatASlotDoesBetweenEpochs()
    {
        SlotNow[] slots = [new(new("cpu/1"), Snapshots.Work("pretrain", 1, phase: StagePhaseNames.Load, planned: 5)), new(new("cpu/2"), Snapshots.Work("adasap-prune", 2, phase: StagePhaseNames.Train, epoch: 1, planned: 5))];
        Assert.Equal(["cpu/1  pretrain      trial 1  epoch 0/5, loading", "cpu/2  adasap-prune  trial 2  epoch 1/5"], Text(Snapshots.Of(slots: slots), 80).Skip(2));
    }

    [Fact]
    public void TellsSlowSpeedsByTheMinute()
    {
        SlotNow[] slots = [new(new("cpu/1"), Snapshots.Work("pretrain", 1, planned: 5, speed: new(0.02, Speed.Epochs)))];
        Assert.EndsWith("1.2 epochs/min", Text(Snapshots.Of(slots: slots), 80)[2], StringComparison.Ordinal);
    }

    [Fact]
    public void PutsFiguresInColumns()
    {
        var lines = Text(Snapshots.Of(slots: [], ended: [Snapshots.Ended(9), Snapshots.Ended(1234), Snapshots.Ended(3, TrialState.Cancelled, "asked for")]), 100);
        Assert.Equal(
            [
                "✓ trial 9 adasap criterion=l2 seed=1     clean  88.1 %  pgd  31.0 %",
                "✓ trial 1234 adasap criterion=l2 seed=1  clean  88.1 %  pgd  31.0 %",
                "– trial 3 adasap criterion=l2 seed=1  cancelled: asked for",
            ],
            lines.Skip(2));
    }

    [Fact]
    public void KeepsControlCharactersFromTheTerminal()
    {
        var line = Text(Snapshots.Of(ended: [Snapshots.Ended(3, TrialState.Failed, "it\nbroke\e[2J")]), 100)[^1];
        Assert.EndsWith("failed: it broke [2J", line, StringComparison.Ordinal);
    }

    private static List<string> Text(SweepSnapshot now, int width, int height = Tall) => [.. SweepView.Lines(now, width, height).Select(l => l.ToString())];
}
