using AdaSapSweep.Coordinator.Actors;
using AdaSapSweep.Coordinator.Tests.Scheduling;
using AdaSapSweep.Shared.Protocol;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.TestSupport;
using Akka.Actor;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Actors;

public sealed class WhenTheStoreFails
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task AFullDisk_PausesTheSweep_UntilThereIsSpace_AndSaysSoOnce()
    {
        var full = true;
        var tries = 0;
        await using var run = new SweepFixture(Plans.Of("root"), (write, transitions) =>
        {
            Interlocked.Increment(ref tries);
            if (Volatile.Read(ref full)) throw Full();
            write(transitions);
        });
        var a = await run.Join("a");
        run.Coordinator.Tell(new RequestStage(new("a")), a.Actor);
        await Eventually.True(() => Volatile.Read(ref tries) > 3, Patience, "some more tries");
        Assert.Single(Lines(run, "paused"));
        Volatile.Write(ref full, false);
        Assert.Equal(new(1), (await a.Next<RunStage>()).Lease.Attempt);
        await Eventually.True(() => Lines(run, "goes on").Length == 2, Patience, "the message that it goes on");
        Assert.Single(Lines(run, "paused"));
    }

    [Fact]
    public async Task WhileTheDiskIsFull_WhoeverReports_HearsThatItWasHeard_AndIsAnsweredLater()
    {
        var full = false;
        await using var run = new SweepFixture(Plans.Of("root eval"), (write, transitions) =>
        {
            if (Volatile.Read(ref full)) throw Full();
            write(transitions);
        });
        var (a, lease) = await run.Work("a");
        Volatile.Write(ref full, true);
        var report = new StageSucceeded(new("a"), lease, SweepFixture.Outcome(lease.Stage));
        run.Coordinator.Tell(report, a.Actor);
        await Eventually.True(() => Lines(run, "paused").Length == 1, Patience, "the pause");
        run.Coordinator.Tell(report, a.Actor);
        await a.Next<Noted>();
        Volatile.Write(ref full, false);
        await a.Next<ReportRecorded>();
        Assert.Equal(Shared.Model.AttemptState.Succeeded, run.Attempt(lease).State);
    }

    [Fact]
    public async Task ADrainWhileTheDiskIsFull_EndsTheRun()
    {
        await using var run = new SweepFixture(Plans.Of("root"), (_, _) => throw Full());
        await Ask(run);
        await Eventually.True(() => Lines(run, "paused").Length == 1, Patience, "the pause");
        run.Coordinator.Tell(new SweepCoordinator.Drain("stopped by a signal"), ActorRefs.NoSender);
        var end = await run.End();
        Assert.False(end.Fault);
        Assert.StartsWith("stopped by a signal; the disk is full", end.Interrupted, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFileThatStaysLocked_EndsTheRun_AfterSomeTries()
    {
        var tries = 0;
        await using var run = new SweepFixture(Plans.Of("root"), (_, _) =>
        {
            Interlocked.Increment(ref tries);
            throw new StoreWriteException(StoreWriteProblem.Locked, "somebody has it", new IOException());
        });
        await Ask(run);
        var end = await run.End();
        Assert.True(end.Fault);
        Assert.Equal("the store cannot be written: somebody has it", end.Interrupted);
        Assert.Equal(4, tries);
    }

    [Fact]
    public async Task AnyOtherFault_EndsTheRunToo_InsteadOfWaitingForEver()
    {
        await using var run = new SweepFixture(Plans.Of("root"), (_, _) => throw new InvalidOperationException("broken"));
        await Ask(run);
        Assert.Contains("broken", (await run.End()).Interrupted, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AStoreThatDoesNotAnswer_EndsTheRunInTime()
    {
        using var stuck = new ManualResetEventSlim();
        await using var run = new SweepFixture(Plans.Of("root"), (_, _) => stuck.Wait(TimeSpan.FromSeconds(30)), TimeSpan.FromMilliseconds(100));
        await Ask(run);
        Assert.Contains("did not answer", (await run.End()).Interrupted, StringComparison.Ordinal);
        stuck.Set();
    }

    [Fact]
    public async Task NobodyIsTold_WhatWasNotWritten()
    {
        var fails = false;
        await using var run = new SweepFixture(Plans.Of("root"), (write, transitions) =>
        {
            if (Volatile.Read(ref fails)) throw new StoreWriteException(StoreWriteProblem.Other, "broken", new IOException());
            write(transitions);
        });
        var (a, lease) = await run.Work("a");
        Volatile.Write(ref fails, true);
        run.Coordinator.Tell(new StageSucceeded(new("a"), lease, SweepFixture.Outcome(lease.Stage)), a.Actor);
        await run.End();
        Assert.Equal(Shared.Model.AttemptState.Running, run.Attempt(lease).State);
        // An actor answers in order: had the report been acknowledged, that would come before this.
        run.Registry.Tell(SweepFixture.Registration("a", Guid.NewGuid()), a.Actor);
        Assert.IsNotType<ReportRecorded>(await a.Next<IProtocolMessage>());
    }

    private static StoreWriteException Full() => new(StoreWriteProblem.DiskFull, "the disk is full", new IOException());

    private static string[] Lines(SweepFixture run, string with) => [.. run.Said.Split('\n').Where(line => line.Contains(with, StringComparison.Ordinal))];

    private static async Task Ask(SweepFixture run)
    {
        var a = await run.Join("a");
        run.Coordinator.Tell(new RequestStage(new("a")), a.Actor);
    }
}
