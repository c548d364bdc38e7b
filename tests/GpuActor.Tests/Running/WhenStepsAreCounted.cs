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

    [Fact]
    public void BlocksOfImagesThatAreRead_AreAnAdvance_ButNoStepOfTheAttempt()
    {
        var progress = new StageProgress();
        progress.Prepared();
        progress.Prepared();
        Assert.Equal((2, 0), (progress.Steps, progress.OwnSteps));
        progress.Stepped(1);
        Assert.Equal((3, 1), (progress.Steps, progress.OwnSteps));
    }
}
