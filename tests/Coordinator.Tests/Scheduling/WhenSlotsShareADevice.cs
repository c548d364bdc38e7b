using System.Collections.Immutable;
using System.Globalization;
using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;
using AdaSapSweep.Shared.Store;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Scheduling;

/// <summary>Stages are named after what they take: <c>k60</c> is known to take 60 bytes, <c>u60</c> takes as much, which nobody knows before one has ended.</summary>
public sealed class WhenSlotsShareADevice
{
    private static readonly DeviceMemory Device = new("host/cpu", OnGpu: false, 200);
    private static readonly DeviceMemory Gpu = new("GPU-1", OnGpu: true, 200);
    private static readonly SchedulingPolicy Policy = Plans.Policy with { DeviceMemoryShare = 0.5 };

    [Fact]
    public void WhatDoesNotFitBesideOthersWaits_AndTheStoreSaysSoOnce()
    {
        var sweep = Begin("k60", "k70");
        var first = sweep.WorkOn(Device, "a")!;
        Assert.Null(sweep.WorkOn(Device, "b"));
        sweep.Do(new StageRequested(new("b")));
        var told = Assert.Single(sweep.Recorded<EventLogged>(), e => e.Name == EventNames.WaitsForMemory);
        Assert.Equal((Plans.Key("/k70"), "it needs about 70 bytes; of 100 bytes on host/cpu 40 bytes are left beside what runs there"), (told.Stage!.Value, told.Detail));
        Assert.Equal(Plans.Key("/k70"), Assert.Single(Succeed(sweep, "a", first).OfType<Dispatch>()).Lease.Stage);
    }

    [Fact]
    public void OneThatFitsGoesFirst()
    {
        var sweep = Begin("k60", "k70", "k40");
        sweep.WorkOn(Device, "a");
        Assert.Equal(Plans.Key("/k40"), sweep.WorkOn(Device, "b")!.Stage);
    }

    [Fact]
    public void ADeviceThatRunsNothingTakesAnyStage()
    {
        var sweep = Begin("k900", "k1");
        Assert.Equal(Plans.Key("/k900"), sweep.WorkOn(Device, "a")!.Stage);
        Assert.Null(sweep.WorkOn(Device, "b"));
    }

    [Fact]
    public void DevicesDoNotShare()
    {
        var sweep = Begin("k60", "k70");
        sweep.WorkOn(Device, "a");
        Assert.Equal(Plans.Key("/k70"), sweep.WorkOn(Gpu, "b")!.Stage);
    }

    [Fact]
    public void ASlotThatCannotTell_GetsWhateverComes()
    {
        var sweep = Begin("k60", "k70", "k80");
        sweep.WorkOn(Device, "a");
        Assert.Equal(Plans.Key("/k70"), sweep.Work("b")!.Stage);
    }

    [Fact]
    public void WhatNothingIsKnownOf_IsAnEqualShare()
    {
        var sweep = Begin("u90 x", "u91 x", "u92 x");
        foreach (var slot in new[] { "a", "b", "c" }) sweep.Do(new SlotJoined(new(slot), [], Device));
        Assert.All(new[] { "a", "b", "c" }, slot => Assert.NotNull(sweep.Ask(slot)));
    }

    [Fact]
    public void OrItRunsAlone_UntilOneOfItsKindHasTold()
    {
        var sweep = new Driver(Plans.Begin(Tree("u40 1", "u40 2", "u40 3", "u40 4"), Policy with { MeasureFirst = true }));
        var root = sweep.WorkOn(Device, "a")!;
        sweep.Do(new SlotJoined(new("b"), [], Device));
        // Evaluations are of one kind each here, so each has to tell first.
        var first = Driver.OrderTo("a", Succeed(sweep, "a", root))!;
        Assert.Null(sweep.Ask("b"));
        Assert.Single(sweep.State.Leases);
        Assert.Equal("1", sweep.State.Tree.Spec(first.Stage).Kind);
    }

    [Fact]
    public void WhatOneTook_IsExpectedOfTheOthersOfItsKind()
    {
        var sweep = WithRootsDone("k1 u60", "k2 u60", "k3 u60");
        // Nothing is known of the first two, so they run beside each other.
        var (first, second) = (sweep.WorkOn(Device, "x"), sweep.WorkOn(Device, "y"));
        Assert.NotNull(second);
        Assert.Empty(Succeed(sweep, "x", first!).OfType<Dispatch>());
        Assert.Single(Succeed(sweep, "y", second).OfType<Dispatch>());
    }

    [Fact]
    public void ALargeOneIsPassedOverForAWhile_ThenTheDeviceIsKeptFreeForIt()
    {
        var sweep = WithALargeOneThatWaits(out var passed);
        Assert.Equal(Packing.MostPassedOver, passed);
        var freed = Succeed(sweep, "a", sweep.State.HeldBy(new("a"))[0]);
        Assert.Equal(Plans.Key("/k100"), Assert.Single(freed.OfType<Dispatch>()).Lease.Stage);
    }

    [Fact]
    public void UnlessAnotherDeviceTakesIt()
    {
        var sweep = WithALargeOneThatWaits(out _);
        Assert.Equal(Plans.Key("/k100"), sweep.WorkOn(Gpu, "c")!.Stage);
        Assert.NotNull(sweep.Ask("b"));
    }

    [Fact]
    public void WhatRanOutOfMemoryBesideOthers_IsTriedAloneBeforeItsBatchesAreSplit()
    {
        var sweep = Begin("k30", "k31", "k32");
        sweep.WorkOn(Device, "a");
        var second = sweep.WorkOn(Device, "b")!;
        var next = sweep.Fail("b", second, FailureKind.OutOfMemory);
        Assert.Equal(Plans.Key("/k32"), Driver.OrderTo("b", next)!.Stage);
        Succeed(sweep, "a", sweep.State.HeldBy(new("a"))[0]);
        Assert.Single(sweep.State.Leases);
        var alone = sweep.Do(new AttemptReportedSuccess(new("b"), sweep.State.HeldBy(new("b"))[0], Driver.Outcome)).OfType<Dispatch>().Single();
        Assert.Equal((Plans.Key("/k31"), 1), (alone.Lease.Stage, alone.MicroBatches));
        Assert.Equal(2, sweep.Fail(alone.Slot.Value, alone.Lease, FailureKind.OutOfMemory).OfType<Dispatch>().Single().MicroBatches);
    }

    [Fact]
    public void AndItsKindCountsAsLarger()
    {
        var sweep = WithRootsDone("k1 k30", "k2 k30", "k3 k30", "k4 k30");
        sweep.WorkOn(Device, "x");
        var second = sweep.WorkOn(Device, "y")!;
        // 60 each from now on, and two of them do not fit.
        Assert.Empty(sweep.Fail("y", second, FailureKind.OutOfMemory).OfType<Dispatch>());
    }

    [Fact]
    public void ASlotThatIsCutOff_StillTakesItsMemory()
    {
        var sweep = Begin("k60", "k70");
        sweep.WorkOn(Device, "a");
        sweep.Do(new SlotLeft(new("a"), "it is out of reach", ForGood: false));
        Assert.Null(sweep.WorkOn(Device, "b"));
        Assert.Equal(Plans.Key("/k60"), Driver.OrderTo("b", sweep.Do(new SlotLeft(new("a"), "it died", ForGood: true)))!.Stage);
    }

    [Fact]
    public void OneThatIsNotBackSinceTheCoordinatorWas_MayBeAnywhere()
    {
        var running = new Dictionary<StageKey, StageRecord> { [Plans.Key("/k60")] = new(StageState.Running, new(1), Slot: new("a")) };
        var sweep = new Driver(Plans.Begin(Tree("k60", "k70"), Policy, running));
        Assert.Null(sweep.WorkOn(Device, "b"));
        var back = sweep.Do(new SlotJoined(new("a"), [new(Plans.Key("/k60"), new(1))], Gpu));
        Assert.Equal(Plans.Key("/k70"), Driver.OrderTo("b", back)!.Stage);
    }

    [Fact]
    public void WhatIsGivenAhead_CountsFromThenOn()
    {
        var sweep = new Driver(Plans.Begin(Tree("k10", "k90", "k20"), Policy with { PrefetchLead = TimeSpan.FromHours(1) }));
        var first = sweep.WorkOn(Device, "a")!;
        sweep.Run("a", first);
        Assert.Equal([Plans.Key("/k10"), Plans.Key("/k90")], sweep.State.HeldBy(new("a")).Select(l => l.Stage));
        Assert.Null(sweep.WorkOn(Device, "b"));
    }

    [Fact]
    public void WhatAnIdleProcessKeepsOfAGpu_IsHadForAFreshOne_WhenItIsNeeded()
    {
        var sweep = Begin("k60 k50", "k60 k45");
        var root = sweep.WorkOn(Gpu, "b")!;
        Assert.Null(sweep.WorkOn(Gpu, "a"));
        var commands = Succeed(sweep, "b", root);
        // The other slot is first, and 50 do not fit beside the 60 that this one keeps though it does nothing.
        Assert.Equal(Plans.Key("/k60/k50"), Driver.OrderTo("a", commands)!.Stage);
        Assert.Equal(new("b"), Assert.Single(commands.OfType<Refresh>()).Slot);
        Assert.True(sweep.State.Slots[new("b")] is { Waiting: false, Kept: 0 });
        Assert.Equal(Plans.Key("/k60/k45"), sweep.Ask("b")!.Stage);
    }

    [Fact]
    public void WhereThereIsRoom_TheyAreLeftAlone()
    {
        var sweep = Begin("k40 k50", "k40 k45");
        var root = sweep.WorkOn(Gpu, "b")!;
        sweep.WorkOn(Gpu, "a");
        Assert.Empty(Succeed(sweep, "b", root).OfType<Refresh>());
        // Its process keeps 40, so that it takes no more with a stage of 45.
        Assert.Equal([Plans.Key("/k40/k45")], sweep.State.HeldBy(new("b")).Select(l => l.Stage));
    }

    [Fact]
    public void OnACpu_ItKeepsNothing()
    {
        var sweep = Begin("k60");
        Succeed(sweep, "a", sweep.WorkOn(Device, "a")!);
        Assert.Equal(0, sweep.State.Slots[new("a")].Kept);
    }

    [Fact]
    public void WhatIsGivenAhead_IsAskedBackOnlyForASlotThatHasRoomForIt()
    {
        StageLease Ahead(out Driver sweep)
        {
            sweep = new Driver(Plans.Begin(Tree("k60", "k70"), Policy with { PrefetchLead = TimeSpan.FromHours(1) }));
            sweep.Run("a", sweep.WorkOn(Device, "a")!);
            return sweep.State.HeldBy(new("a"))[1];
        }

        var ahead = Ahead(out var sweep);
        sweep.WorkOn(Device, "b");
        Assert.Empty(sweep.All.OfType<GiveBack>());
        ahead = Ahead(out sweep);
        sweep.WorkOn(Gpu, "b");
        Assert.Equal(ahead, Assert.Single(sweep.All.OfType<GiveBack>()).Lease);
    }

    [Fact]
    public void WhatNothingIsKnownOf_IsNotGivenAhead()
    {
        var sweep = new Driver(Plans.Begin(Tree("k10", "u20", "k20"), Policy with { PrefetchLead = TimeSpan.FromHours(1) }));
        sweep.Do(new SlotJoined(new("b"), [], Device));
        sweep.Run("a", sweep.WorkOn(Device, "a")!);
        Assert.Equal([Plans.Key("/k10"), Plans.Key("/k20")], sweep.State.HeldBy(new("a")).Select(l => l.Stage));
        Assert.Equal(Plans.Key("/u20"), sweep.Ask("b")!.Stage);
    }

    [Fact]
    public void EverySweepEnds_NothingStarves_AndWhatIsKnownFits()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            var paths = Enumerable.Range(0, random.Next(4, 25)).Select(i => $"k{random.Next(1, 120)} u{random.Next(1, 120)} {i}").ToArray();
            var tree = new StageTree(Plans.Of(paths), s => SizeOf(s) ?? 1, _ => 10, Known);
            var sweep = new Driver(Plans.Begin(tree, Policy with { DiskBudget = random.Next(2) == 0 ? random.Next(50, 300) : null, MeasureFirst = random.Next(2) == 0 }));
            string[] slots = [.. Enumerable.Range(0, random.Next(2, 6)).Select(i => i.ToString(CultureInfo.InvariantCulture))];
            foreach (var slot in slots) sweep.WorkOn(Device, slot);
            var measured = new HashSet<string>(StringComparer.Ordinal);
            for (var i = 0; !sweep.State.Finished; i++)
            {
                Assert.True(i < paths.Length * 10, $"seed {seed}: it does not end");
                var held = sweep.State.Slots.SelectMany(s => sweep.State.HeldBy(s.Key).Select(l => (Slot: s.Key.Value, Lease: l))).ToList();
                Assert.True(held.Count > 0, $"seed {seed}: nothing runs");
                var (slot, lease) = held[random.Next(held.Count)];
                measured.Add(tree.Spec(lease.Stage).Kind);
                var granted = Succeed(sweep, slot, lease).OfType<Dispatch>().Any();
                var sizes = sweep.State.Leases.Keys.Select(tree.SpecOf).Select(s => measured.Contains(s.Kind) || s.Kind[0] == 'k' ? SizeOf(s) ?? 0 : 0).ToList();
                Assert.True(!granted || sizes.Count == 1 || sizes.Sum() <= 100, $"seed {seed}: {string.Join(" + ", sizes)}");
                Assert.All(sweep.State.PassedOver.Values, passed => Assert.True(passed.Times <= Packing.MostPassedOver, $"seed {seed}: one starves"));
            }
            Assert.All(tree.Plan.Trials, t => Assert.Equal(TrialState.Succeeded, sweep.State.Trial(t.Id)));
        }
    }

    private static Driver WithRootsDone(params string[] paths)
    {
        var tree = Tree(paths);
        return new(Plans.Begin(tree, Policy, tree.Plan.Stages.Where(s => s.Parent is null).ToDictionary(s => s.Key, _ => new StageRecord(StageState.Succeeded, new(1)))));
    }

    /// <param name="passed">How many others were put before it.</param>
    private static Driver WithALargeOneThatWaits(out int passed)
    {
        var sweep = Begin(["k50", "k100", .. Enumerable.Range(0, 30).Select(i => $"k{20 + i}")]);
        sweep.WorkOn(Device, "a");
        passed = 0;
        for (var small = sweep.WorkOn(Device, "b"); small is not null; small = Driver.OrderTo("b", Succeed(sweep, "b", small))) passed++;
        return sweep;
    }

    private static long? SizeOf(StageSpec stage) => stage.Kind[0] is 'k' or 'u' ? long.Parse(stage.Kind.AsSpan(1), CultureInfo.InvariantCulture) : null;

    private static long? Known(StageSpec stage, bool onGpu) => stage.Kind[0] == 'k' ? SizeOf(stage) : null;

    private static StageTree Tree(params string[] paths) => new(Plans.Of(paths), null, null, Known);

    private static Driver Begin(params string[] paths) => new(Plans.Begin(Tree(paths), Policy));

    /// <summary>It leaves an artifact, and says what it took.</summary>
    private static ImmutableArray<SweepCommand> Succeed(Driver sweep, string slot, StageLease lease)
    {
        var took = SizeOf(sweep.State.Tree.Spec(lease.Stage))?.ToString(CultureInfo.InvariantCulture);
        return sweep.Do(new AttemptReportedSuccess(new(slot), lease, Driver.Outcome with
        {
            Artifact = new(ArtifactPaths.Artifact(lease.Stage), 10, "same"),
            Provenance = took is null ? Driver.Outcome.Provenance : Driver.Outcome.Provenance.Add(MeasuredMemory.Fact, took),
        }));
    }
}
