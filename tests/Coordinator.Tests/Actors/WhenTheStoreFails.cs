using AdaSapSweep.Coordinator.Tests.Scheduling;
using AdaSapSweep.Shared.Protocol;
using AdaSapSweep.Shared.Store;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Actors;

public sealed class WhenTheStoreFails
{
    [Fact]
    public async Task AFullDisk_EndsTheRunWithItsMessage()
    {
        await using var run = new SweepFixture(
            Plans.Of("root"), (_, _) => throw new StoreWriteException(StoreWriteProblem.DiskFull, "the disk is full", new IOException()));
        await Ask(run);
        var end = await run.End();
        Assert.True(end.Fault);
        Assert.Equal("the store cannot be written: the disk is full", end.Interrupted);
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
            if (Volatile.Read(ref fails)) throw new StoreWriteException(StoreWriteProblem.DiskFull, "the disk is full", new IOException());
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

    private static async Task Ask(SweepFixture run)
    {
        var a = await run.Join("a");
        run.Coordinator.Tell(new RequestStage(new("a")), a.Actor);
    }
}
