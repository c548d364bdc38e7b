using AdaSapSweep.Coordinator.Cli;
using AdaSapSweep.Coordinator.Processes;
using AdaSapSweep.Coordinator.Running;
using AdaSapSweep.Shared.Model;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Running;

public sealed class APrecisionThatASlotLacks
{
    private static readonly LocalSlot Processor = new(new("cpu/0"), "cpu");
    private static readonly LocalSlot Gpu = new(new("cuda/0"), "cuda:0");

    [Theory]
    [InlineData("training: { precision: float16 }")]
    [InlineData("evaluation: { precision: float16 }")]
    public void IsToldBeforeAnythingRuns(string section)
    {
        var error = Assert.Throws<UsageException>(() => PrecisionCheck.Require(Plan(section), [Gpu, Processor]));
        Assert.Contains("'bfloat16' runs on both", Assert.Single(error.Lines), StringComparison.Ordinal);
        PrecisionCheck.Require(Plan(section), [Gpu]);
    }

    [Fact]
    public void IsFloat16OnAProcessorAlone() => PrecisionCheck.Require(Plan("training: { precision: bfloat16 }"), [Gpu, Processor]);

    private static SweepPlan Plan(string section) =>
        PlannedSweep.Parse($"name: test\ndata: {{ name: shapes }}\n{section}\ngrids: [{{ method: sgd }}]\n", "the test's file", null).Plan;
}
