using System.Collections.Immutable;
using AdaSapSweep.Coordinator.Actors;
using AdaSapSweep.Coordinator.Tests.Scheduling;
using AdaSapSweep.Coordinator.Watching;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.TestSupport;
using Akka.Actor;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Actors;

public sealed class WhenARunIsShown : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly SlotId Slot = new("cpu/1");
    private static readonly SweepPlan Plan = Plans.Of("root eval1", "root eval2");
    private static readonly StageKey Root = Plan.Trials[0].Stages[0];

    private readonly ActorSystem _system = ActorSystem.Create("shown", Akka.Configuration.ConfigurationFactory.ParseString("akka.loglevel = OFF"));
    private readonly StringWriter _text = new();
    private readonly TextWriter _terminal;

    public WhenARunIsShown() => _terminal = TextWriter.Synchronized(_text);

    private string Shown
    {
        get
        {
            // The lock that the synchronized writer takes itself.
            lock (_terminal) return _text.ToString();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _system.Terminate();
        await _terminal.DisposeAsync();
    }

    [Fact]
    public async Task OnAScreen_WhatFailedStaysAsALine_AndWhatWentWellIsInTheView()
    {
        using var screen = new LiveScreen(_terminal, () => (100, 24), new ViewPaint(colours: false));
        Tell(new(screen, screen, screen));
        await Eventually.True(() => Shown.Contains("1 done, 0 running, 1 failed", StringComparison.Ordinal), Patience, "the view");
        Assert.Contains("failed, will be tried again (attempt 1, crash: it broke)", Shown, StringComparison.Ordinal);
        Assert.Contains("trial 2 (test ) failed: gave up", Shown, StringComparison.Ordinal);
        Assert.DoesNotContain("done in", Shown, StringComparison.Ordinal);
        Assert.DoesNotContain("(test ) succeeded", Shown, StringComparison.Ordinal);
        Assert.DoesNotContain("stopped", Shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InAFile_ItIsALineEach_WithoutAnythingForTerminals()
    {
        Tell(new(_terminal, _terminal, null));
        await Eventually.True(() => Shown.Contains("2/2 trials", StringComparison.Ordinal), Patience, "the line on how far it is");
        Assert.Equal(
            [
                $"root {Root.Prefix} failed, will be tried again (attempt 1, crash: it broke)",
                $"root {Root.Prefix} stopped (attempt 2, cancelled: asked for)",
                $"root {Root.Prefix} done in 1.5 s",
                "trial 1 (test ) succeeded",
                "trial 2 (test ) failed: gave up",
            ],
            Shown.Split('\n').Take(5));
        Assert.DoesNotContain('\e', Shown);
    }

    private void Tell(RunOutput output)
    {
        var now = Plans.Start;
        var state = Plans.Begin(Plan);
        IReadOnlyList<SlotId> slots = [Slot];
        var progress = _system.ActorOf(Props.Create(() => new Progress(state, slots, output, TimeProvider.System, TimeSpan.FromMilliseconds(200))));
        StoreTransition[] happened =
        [
            new LeaseGranted(Root, new(1), Slot, "first", now),
            new AttemptFailed(Root, new(1), FailureKind.Crash, "it broke", Final: false, now),
            new LeaseGranted(Root, new(2), Slot, "again", now),
            new AttemptFailed(Root, new(2), FailureKind.Cancelled, "asked for", Final: false, now),
            new LeaseGranted(Root, new(3), Slot, "again", now),
            new AttemptSucceeded(Root, new(3), new([], [], [], null, 1.5, ImmutableSortedDictionary<string, string>.Empty), now),
            new TrialChanged(new(1), Plan.Trials[0].Id, TrialState.Succeeded, null, now),
            new TrialChanged(new(1), Plan.Trials[1].Id, TrialState.Failed, "gave up", now),
        ];
        foreach (var transition in happened) progress.Tell(transition, ActorRefs.NoSender);
    }
}
