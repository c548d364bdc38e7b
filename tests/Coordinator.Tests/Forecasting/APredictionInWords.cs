using AdaSapSweep.Coordinator.Forecasting;
using AdaSapSweep.Shared.Store.Results;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Forecasting;

public sealed class APredictionInWords
{
    private static readonly PlanPrediction Known = new(2, 4, 3, 12, 9, 90, 7300, 10_000, 3700, false, 5L << 30, 600L << 20, []);

    [Fact]
    public void SaysWhatIsToRunHowLongAndHowLarge() => Assert.Equal(
        [
            "to run: 3 of 4 trials, 9 of 12 stages, 90 epochs; the rest is done in a.db",
            "time: about 61 min 40 s on 2 slots, 2 h 01 min of work; without sharing, and from the start, it would be 2 h 46 min",
            "disk: about 5.0 GiB at its highest, artifacts and checkpoints, with --keep all",
            "memory: about 600 MiB for each slot's process at its highest",
        ],
        PredictionText.Lines(Known, Scheduling.Plans.Policy, "a.db"));

    [Fact]
    public void SaysHowManySlotsFit()
    {
        string Memory(SlotFit fit) => PredictionText.Lines(Known with { Fit = fit }, Scheduling.Plans.Policy, "a.db").Last();
        Assert.EndsWith("; 2 of 4 slots of the CPU run the largest stage at a time, which takes 500 MiB of 1.2 GiB", Memory(new(OnGpu: false, 500L << 20, 5L << 28, 4)), StringComparison.Ordinal);
        Assert.EndsWith("; the largest stage takes about 500 MiB of a GPU's memory", Memory(new(OnGpu: true, 500L << 20, null, 4)), StringComparison.Ordinal);
    }

    [Fact]
    public void SaysOfWhichStagesNothingIsKnown() => Assert.Equal(
        "time: not known; no stage of pretrain, evaluate has run in a.db, and times are learned from finished stages of the same kind and architecture; 'adasap status' says what is left while it runs",
        PredictionText.Lines(Known with { WallSeconds = null, SecondsToRun = null, SecondsWithoutSharing = null, UntimedKinds = ["pretrain", "evaluate"] }, Scheduling.Plans.Policy, "a.db").ElementAt(1));

    [Fact]
    public void IsHeldAgainstTheOutcome() => Assert.Equal(
        "predicted 9 stages, 90 epochs and about 61 min 40 s (2 h 01 min of work), disk up to 5.0 GiB, memory up to 600 MiB a slot; " +
        "it took 9 stages, 84 epochs and 70 min 00 s (2 h 10 min of work), artifacts take 4.0 GiB now, memory went up to 500 MiB a slot",
        PredictionText.Against(Known, new RunOutcome(9, 84, 7800, 4L << 30, 500L << 20), TimeSpan.FromMinutes(70)));

    [Theory]
    [InlineData(0.04, "0.0 s")]
    [InlineData(9.96, "10.0 s")]
    [InlineData(119, "119 s")]
    [InlineData(7199.9, "119 min 59 s")]
    [InlineData(360_000, "100 h 00 min")]
    public void WritesTimeAsPeopleReadIt(double seconds, string text) => Assert.Equal(text, PredictionText.Seconds(seconds));

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1536, "1.5 KiB")]
    [InlineData(300L << 20, "300 MiB")]
    public void WritesSizesAsPeopleReadThem(long bytes, string text) => Assert.Equal(text, PredictionText.Bytes(bytes));
}
