using AdaSapSweep.GpuActor.Actors;
using AdaSapSweep.Shared.Protocol;
using Xunit;

namespace AdaSapSweep.GpuActor.Tests.Actors;

public sealed class WhenAReportIsRefused : GpuActorTest
{
    private static readonly RunStage A = Order("a");

    /// <summary>Nothing is said twice here: what comes is said at once.</summary>
    private protected override GpuActorSettings Settings => base.Settings with { ResendInterval = TimeSpan.FromHours(1) };

    [Fact]
    public async Task TheNextStageIsAskedForAtOnce()
    {
        Runner.Let(A);
        Tell(A);
        await Line.Next<StageSucceeded>();
        Tell(new ReportRefused(A.Lease, "the lease was lost"));
        await Line.Next<RequestStage>();
    }
}
