using System.Collections.Immutable;
using AdaSapSweep.Coordinator.Tests.Scheduling;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Actors;

/// <summary>What a GPU actor sends is input: it can cost an attempt, never the run.</summary>
public sealed class WhenAReportIsBad : IAsyncDisposable
{
    private static readonly Dictionary<string, Func<StageOutcome, StageOutcome>> Faults = new()
    {
        ["a foreign artifact"] = o => o with { Artifact = o.Artifact! with { Path = "../../etc/passwd" } },
        ["no artifact where one is needed"] = o => o with { Artifact = null },
        ["an artifact without a checksum"] = o => o with { Artifact = o.Artifact! with { Sha256 = "" } },
        ["too many numbers"] = o => o with { Epochs = [.. Enumerable.Range(1, 200_001).Select(i => new EpochMetric(i, "loss", 1))] },
        ["an epoch before the first"] = o => o with { Epochs = [new(0, "loss", 1)] },
        ["a name without end"] = o => o with { Measurements = [new(new string('x', 101), 1, false)] },
        ["a missing list"] = o => o with { Rejected = default },
        ["too much about its origin"] = o => o with { Provenance = o.Provenance.AddRange(Enumerable.Range(0, 101).Select(i => KeyValuePair.Create($"fact{i}", ""))) },
        ["no time"] = o => o with { TrainSeconds = double.NaN },
    };

    private readonly SweepFixture _run = new(Plans.Of("root eval"));

    public static TheoryData<string> Names => [.. Faults.Keys];

    public ValueTask DisposeAsync() => _run.DisposeAsync();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task ItCountsAsACrash_AndTheStageIsTriedAgain(string fault)
    {
        var (a, lease) = await _run.Work("a");
        Tell(a, new StageSucceeded(new("a"), lease, Faults[fault](SweepFixture.Outcome(lease.Stage))));
        await a.Next<ReportRecorded>();
        Assert.Equal(FailureKind.Crash, _run.Attempt(lease).Failure);
        Tell(a, new RequestStage(new("a")));
        Assert.Equal(lease.Attempt.Next, (await a.Next<RunStage>()).Lease.Attempt);
    }

    [Fact]
    public async Task AFailureOfNoKnownKind_WithAReasonWithoutEnd_IsACrashWithAShortOne()
    {
        var (a, lease) = await _run.Work("a");
        Tell(a, new StageFailed(new("a"), lease, (FailureKind)42, new string('x', 1_000_000)));
        await a.Next<ReportRecorded>();
        var attempt = _run.Attempt(lease);
        Assert.Equal((FailureKind.Crash, 2_000), (attempt.Failure, attempt.FailureReason!.Length));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task BadProgress_IsDropped_AndTheSweepGoesOn(bool missing)
    {
        var (a, lease) = await _run.Work("a");
        ImmutableArray<EpochMetric> epochs = missing ? default : [new(-1, "loss", 1)];
        Tell(a, new StageProgressed(new("a"), lease, true, 1, 1, 1, epochs));
        Tell(a, new StageProgressed(new("a"), new(new(new string('f', 64)), new(1)), true, 1, 1, 1, []));
        await a.Next<CancelStage>();
        Tell(a, new StageSucceeded(new("a"), lease, SweepFixture.Outcome(lease.Stage)));
        Assert.Equal(lease, (await a.Next<ReportRecorded>()).Lease);
    }

    private void Tell(AdaSapSweep.TestSupport.Actors.Probe from, IProtocolMessage message) => _run.Coordinator.Tell(message, from.Actor);
}
