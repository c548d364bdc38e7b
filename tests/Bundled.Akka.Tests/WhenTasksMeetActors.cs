using AdaSapSweep.Bundled.Akka.Tests.Support;
using Akka.Actor;

namespace AdaSapSweep.Bundled.Akka.Tests;

public sealed class WhenTasksMeetActors : SystemTest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Ask_WithoutAnAnswer_TimesOut()
    {
        var mute = Spawn(a => a.On<object>(_ => { }));
        await Assert.ThrowsAsync<AskTimeoutException>(() => mute.Ask<string>("hello?", TimeSpan.FromMilliseconds(50)));
    }

    [Fact]
    public async Task Ask_CanBeCancelled()
    {
        var mute = Spawn(a => a.On<object>(_ => { }));
        using var source = new CancellationTokenSource();
        var answer = mute.Ask<string>("hello?", source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAsync<TaskCanceledException>(() => answer);
    }

    [Fact]
    public async Task Ask_FailsWithTheCause_WhenTheAnswerIsAFailure()
    {
        var target = Spawn(a => a.On<string>(_ => a.Sender.Tell(new Status.Failure(new InvalidDataException("bad")))));
        Assert.Equal("bad", (await Assert.ThrowsAsync<InvalidDataException>(() => target.Ask<string>("go", Patience))).Message);
    }

    [Fact]
    public async Task Ask_FailsWhenTheAnswerHasAnotherType()
    {
        var target = Spawn(a => a.On<string>(_ => a.Sender.Tell(42)));
        await Assert.ThrowsAsync<ArgumentException>(() => target.Ask<string>("go", Patience));
    }

    [Fact]
    public async Task PipeTo_SendsTheResult()
    {
        await Task.FromResult(7).PipeTo(Probe.Ref);
        await Probe.Expect(7);
    }

    [Fact]
    public async Task PipeTo_SendsWhatSuccessMakesOfTheResult_FromThatSender()
    {
        var other = new Probe(Sys);
        await Task.FromResult(7).PipeTo(Probe.Ref, other.Ref, success: n => $"got {n}");
        await Probe.Expect("got 7");
        Assert.Equal(other.Ref, Probe.LastSender);
    }

    [Fact]
    public async Task PipeTo_SendsAStatusFailure_WhenTheTaskFails()
    {
        await Task.FromException<int>(new InvalidDataException("bad")).PipeTo(Probe.Ref);
        Assert.IsType<InvalidDataException>((await Probe.Expect<Status.Failure>()).Cause);
    }

    [Fact]
    public async Task PipeTo_SendsWhatFailureMakesOfTheError()
    {
        await Task.FromException<int>(new InvalidDataException("bad")).PipeTo(Probe.Ref, failure: e => e.Message);
        await Probe.Expect("bad");
    }

    [Fact]
    public async Task PipeTo_OfATaskWithoutAResult_SendsOnlyWhatSuccessMakes()
    {
        await Task.CompletedTask.PipeTo(Probe.Ref);
        await Task.CompletedTask.PipeTo(Probe.Ref, success: () => "done");
        await Probe.Expect("done");
    }

    [Fact]
    public async Task AnAsyncHandler_HoldsTheMailbox_AndKeepsTheSender()
    {
        var hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var target = Spawn(a =>
        {
            a.OnAsync<string>(async m =>
            {
                await hold.Task;
                a.Sender.Tell(m);
            });
            a.On<int>(n => a.Sender.Tell(n));
        });
        Probe.Send(target, "slow");
        Probe.Send(target, 1);
        await Probe.ExpectNothingYet();
        hold.SetResult();
        await Probe.Expect("slow");
        await Probe.Expect(1);
    }

    [Fact]
    public async Task AnAsyncHandlerThatFails_IsAFailureOfTheActor()
    {
        var target = Spawn(a =>
        {
            a.OnAsync<string>(async _ =>
            {
                await Task.Yield();
                throw new InvalidOperationException("late");
            });
            a.On<int>(_ => Probe.Ref.Tell(a.RestartedFor?.Message ?? "not restarted"));
        });
        target.Tell("go");
        target.Tell(1);
        await Probe.Expect("late");
    }
}
