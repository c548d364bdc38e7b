using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Scheduling;

public sealed class WhenArtifactsAreNotNeeded
{
    [Theory]
    [InlineData(KeepArtifacts.All, "")]
    [InlineData(KeepArtifacts.Leaves, "stem")]
    [InlineData(KeepArtifacts.None, "stem mid")]
    public void TheyGo_AsFarAsIsAskedFor_WhenTheLastChildIsDone(KeepArtifacts keep, string gone)
    {
        var sweep = Begin(keep, "stem mid eval1", "stem mid eval2");
        var lease = sweep.Work("a");
        while (lease is not null)
        {
            var isLast = sweep.State.CountStages()[StageState.Pending] == 0;
            lease = Driver.OrderTo("a", sweep.Leave("a", lease));
            if (!isLast) Assert.DoesNotContain(sweep.All.OfType<DeleteArtifact>(), d => d.Stage == Plans.Key("/stem/mid"));
        }
        var internalOnes = sweep.All.OfType<DeleteArtifact>().Select(d => sweep.State.Tree.Spec(d.Stage).Kind).Where(k => !k.StartsWith("eval", StringComparison.Ordinal));
        Assert.Equal(gone, string.Join(' ', internalOnes));
        Assert.Equal(sweep.All.OfType<DeleteArtifact>().Select(d => d.Stage), sweep.Recorded<ArtifactDeleted>().Select(d => d.Stage));
    }

    [Fact]
    public void AChildThatFailed_KeepsThem_ForARetry()
    {
        var sweep = Begin(KeepArtifacts.None, "stem eval1", "stem eval2");
        var eval = Driver.OrderTo("a", sweep.Leave("a", sweep.Work("a")!))!;
        eval = Driver.OrderTo("a", sweep.Fail("a", eval, FailureKind.Data))!;
        sweep.Succeed("a", eval);
        Assert.Empty(sweep.All.OfType<DeleteArtifact>());
    }

    [Fact]
    public void AnotherSweepThatNeedsThem_KeepsThem()
    {
        var tree = new StageTree(Plans.Of("stem eval"));
        var sweep = new Driver(Plans.Begin(tree, Plans.Policy with { Keep = KeepArtifacts.None }, neededElsewhere: Plans.Key("/stem")));
        sweep.Succeed("a", Driver.OrderTo("a", sweep.Leave("a", sweep.Work("a")!))!);
        Assert.Empty(sweep.All.OfType<DeleteArtifact>());
    }

    private static Driver Begin(KeepArtifacts keep, params string[] paths) => new(Plans.Begin(new StageTree(Plans.Of(paths)), Plans.Policy with { Keep = keep }));
}
