using System.Collections.Immutable;
using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;
using AdaSapSweep.Shared.Store;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Scheduling;

public sealed class WhenTheDiskIsBudgeted
{
    private const long Artifact = 100;
    private const long Stage = 4 * Artifact;

    [Fact]
    public void WhatNothingNeedsGoesFirst_TheOldestOfIt()
    {
        var sweep = Begin(Stage + Artifact, "r1 eval", "r2 eval", "r3 eval");
        RunAlone(sweep);
        Assert.Equal(Plans.Key("/r1"), Assert.Single(sweep.Recorded<ArtifactDeleted>()).Stage);
        Assert.Equal("deleted to stay within the disk budget", sweep.Recorded<ArtifactDeleted>().Single().Reason);
        Assert.Equal(6, sweep.Recorded<LeaseGranted>().Count());
    }

    [Fact]
    public void ThenWhatIsCheapestToMakeAgain()
    {
        var (done, failed) = (new StageRecord(StageState.Succeeded, new(1), new("file", Artifact, "same")), new StageRecord(StageState.Failed, new(1)));
        var tree = new StageTree(Plans.Of("dear mid", "cheap mid", "new mid"), s => s.Kind == "dear" ? 100 : 1, Bytes);
        var stages = new Dictionary<StageKey, StageRecord>
        {
            [Plans.Key("/cheap")] = done,
            [Plans.Key("/cheap/mid")] = failed,
            [Plans.Key("/dear")] = done,
            [Plans.Key("/dear/mid")] = failed,
        };
        var sweep = new Driver(Plans.Begin(tree, Plans.Policy with { DiskBudget = Stage + Artifact }, stages));
        Assert.Equal(Plans.Key("/new"), sweep.Work("a")!.Stage);
        Assert.Equal(Plans.Key("/cheap"), Assert.Single(sweep.Recorded<ArtifactDeleted>()).Stage);
    }

    [Fact]
    public void AStageWaits_WhileThereIsNoRoom_AndSomethingRuns()
    {
        var sweep = Begin(Stage + Artifact, "r1 eval", "r2 eval");
        var first = sweep.Work("a")!;
        Assert.Null(sweep.Work("b"));
        Assert.Equal([Plans.Key("/r1/eval"), Plans.Key("/r2")], Ordered(sweep.Leave("a", first)));
    }

    [Fact]
    public void WhatRanBeforeTheCoordinatorCameBack_HasItsRoomSetAside()
    {
        var running = new Dictionary<StageKey, StageRecord> { [Plans.Key("/r1")] = new(StageState.Running, new(1), Slot: new("a")) };
        var sweep = new Driver(Plans.Begin(new StageTree(Plans.Of("r1 eval", "r2 eval"), null, Bytes), Plans.Policy with { DiskBudget = Stage + Artifact }, running));
        Assert.Null(sweep.Work("b"));
        sweep.Do(new SlotJoined(new("a"), [new(Plans.Key("/r1"), new(1))]));
        Assert.Equal([Plans.Key("/r1/eval"), Plans.Key("/r2")], Ordered(sweep.Leave("a", new(Plans.Key("/r1"), new(1)))));
    }

    [Fact]
    public void WhenNothingRuns_TheBudgetGivesWay_AndThatIsToldOnce()
    {
        var sweep = Begin(1, "r1 eval", "r2 eval");
        RunAlone(sweep);
        Assert.Null(Assert.Single(sweep.All.OfType<Finish>()).Interrupted);
        Assert.Single(sweep.Recorded<EventLogged>(), e => e.Name == "over-budget");
    }

    [Fact]
    public void AnArtifactBeyondAllMeasure_IsBorne()
    {
        var sweep = new Driver(Plans.Begin(new StageTree(Plans.Of("r1 mid1 eval", "r1 mid2 eval", "r2 mid eval")), Plans.Policy with { DiskBudget = 1 }));
        sweep.Work("a");
        sweep.Work("b");
        for (var i = 0; !sweep.State.Finished; i++)
        {
            Assert.True(i < 20, "it does not end");
            foreach (var slot in new[] { "a", "b" })
            {
                if (sweep.State.HeldBy(new(slot)) is [var lease, ..]) sweep.Leave(slot, lease, long.MaxValue);
            }
        }
        Assert.Equal(TrialState.Succeeded, sweep.Trial(3));
    }

    [Fact]
    public void WhatWentAndIsNeeded_IsMadeAgain_WhenNothingElseIsReady_AndItAllEnds()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var plan = Plans.Random(random);
            var sweep = new Driver(Plans.Begin(new StageTree(plan, s => s.Kind.Length, Bytes), Plans.Policy with { DiskBudget = random.Next(1, 12) * Artifact }));
            foreach (var slot in new[] { "a", "b", "c" }) sweep.Work(slot);
            for (var i = 0; !sweep.State.Finished; i++)
            {
                Assert.True(i < plan.Stages.Length * 10, $"seed {seed}: it does not end");
                var held = sweep.State.Slots.SelectMany(s => sweep.State.HeldBy(s.Key).Select(l => (Slot: s.Key.Value, Lease: l))).ToList();
                Assert.True(held.Count > 0, $"seed {seed}: nothing runs");
                var (slot, lease) = held[random.Next(held.Count)];
                End(sweep, slot, lease);
            }
            Assert.All(plan.Trials, t => Assert.Equal(TrialState.Succeeded, sweep.State.Trial(t.Id)));
        }
    }

    private static long? Bytes(StageSpec stage) => stage.Kind.StartsWith("eval", StringComparison.Ordinal) || stage.Kind.StartsWith("leaf", StringComparison.Ordinal) ? 0 : Artifact;

    /// <summary>Of roots and evaluations, which go to which slot does not matter here.</summary>
    private static IEnumerable<StageKey> Ordered(ImmutableArray<SweepCommand> commands) =>
        commands.OfType<Dispatch>().Select(d => d.Lease.Stage).OrderByDescending(key => key == Plans.Key("/r1/eval"));

    private static Driver Begin(long budget, params string[] paths) =>
        new(Plans.Begin(new StageTree(Plans.Of(paths), null, Bytes), Plans.Policy with { DiskBudget = budget }));

    private static void RunAlone(Driver sweep)
    {
        for (var lease = sweep.Work("a"); lease is not null;) lease = Driver.OrderTo("a", End(sweep, "a", lease));
    }

    private static ImmutableArray<SweepCommand> End(Driver sweep, string slot, StageLease lease) =>
        sweep.State.Tree.HasChildren(lease.Stage) ? sweep.Leave(slot, lease, Artifact) : sweep.Succeed(slot, lease);
}
