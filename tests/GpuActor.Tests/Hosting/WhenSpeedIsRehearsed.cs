using System.Globalization;
using AdaSapSweep.GpuActor.Hosting;
using AdaSapSweep.Shared.LocalSlots;
using Xunit;

namespace AdaSapSweep.GpuActor.Tests.Hosting;

public sealed class WhenSpeedIsRehearsed
{
    [Fact]
    public async Task ItSaysThatItIsWarm_AndThenHowManyImagesASecond()
    {
        using var process = new GpuActorProcess(Rehearsal.Verb, "--threads", "1", "--architecture", "resnet8", "--seconds", "1");
        var lines = (await process.Said()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(SlotExitCode.Done, await process.ExitCode());
        Assert.Equal(Rehearsal.Ready, lines[0]);
        Assert.InRange(double.Parse(Assert.Single(lines[1..]), CultureInfo.InvariantCulture), 1, 1e7);
    }

    [Fact]
    public async Task AWordThatIsNoArchitecture_IsAMistake()
    {
        using var process = new GpuActorProcess(Rehearsal.Verb, "--architecture", "resnet9");
        Assert.Contains("resnet9", await process.Said(), StringComparison.Ordinal);
        Assert.Equal(SlotExitCode.Usage, await process.ExitCode());
    }
}
