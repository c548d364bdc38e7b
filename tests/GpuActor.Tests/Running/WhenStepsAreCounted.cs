using AdaSapSweep.GpuActor.Running;
using Xunit;

namespace AdaSapSweep.GpuActor.Tests.Running;

public sealed class WhenStepsAreCounted
{
    [Fact]
    public void ThoseBeforeAResume_AreNotTheAttemptsOwn()
    {
        var progress = new StageProgress();
        progress.Stepped(7);
        progress.Stepped(8);
        Assert.Equal((8, 2), (progress.Steps, progress.OwnSteps));
    }
}
