using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store.Results;

namespace AdaSapSweep.Shared.Tests.Store;

public sealed class WhatStagesCost : IDisposable
{
    private const string Network = """{"architecture":"resnet8","epochs":1}""";

    private readonly StoreFixture _fixture = new();

    [Theory]
    [InlineData("""{"architecture":"resnet8","seed":1}""", "resnet8")]
    [InlineData("""{"a":{"architecture":"no"},"architecture":"vgg8"}""", "vgg8")]
    [InlineData("""{"a":{"architecture":"no"}}""", "")]
    [InlineData("{}", "")]
    public void IsKnownByKindAndArchitecture(string settings, string architecture) =>
        Assert.Equal(new("evaluate", architecture), StageGroup.Of("evaluate", settings));

    [Fact]
    public void IsTheMedianOfThoseThatRan_ByTheirWork()
    {
        Run(("a", 10, 1), ("b", 10, 3), ("c", 20, 4), ("d", 10, 100));
        var learned = _fixture.Read(q => q.LearnedCosts());
        Assert.Equal(0.25 * 40, learned.Seconds(Stage("new", 40, "train", Network))!.Value, 1e-12);
        Assert.Equal(1234, learned.ArtifactBytes(Stage("new", 40, "train", Network)));
    }

    [Fact]
    public void IsUnknownForOthers()
    {
        Run(("a", 10, 1));
        var learned = _fixture.Read(q => q.LearnedCosts());
        Assert.Null(learned.Seconds(Stage("new", 1, "evaluate", Network)));
        Assert.Null(learned.Seconds(Stage("new", 1, "train", """{"architecture":"vgg8"}""")));
        Assert.Null(LearnedCosts.Nothing.ArtifactBytes(Stage("new", 1, "train", Network)));
    }

    [Fact]
    public void IsNotLearnedFromWhatFailed_NorFromWhatTookNoTime()
    {
        Run(("a", 10, 0));
        Assert.Empty(_fixture.Read(q => q.LearnedCosts()).Groups);
        var plan = Plan(("b", 10, 1));
        _fixture.Begin(plan);
        _fixture.Lease(plan.Stages[0].Key, StoreFixture.First);
        _fixture.Fail(plan.Stages[0].Key, StoreFixture.First, final: true);
        Assert.Empty(_fixture.Read(q => q.LearnedCosts()).Groups);
    }

    [Fact]
    public void OfMemory_IsTheMostOfThoseOnTheSameKindOfDevice()
    {
        var plan = Plan(("a", 1, 1), ("b", 1, 1), ("c", 1, 1), ("d", 1, 1));
        _fixture.Begin(plan);
        foreach (var (name, device, bytes) in new[] { ("a", "cpu", "30"), ("b", "cpu", "20"), ("c", "cuda:1", "70"), ("d", "cpu", "no number") })
        {
            var provenance = Plans.Outcome().Provenance.SetItem("device", device).SetItem(MeasuredMemory.Fact, bytes);
            _fixture.Lease(Plans.Key(name), StoreFixture.First);
            _fixture.Succeed(Plans.Key(name), StoreFixture.First, Plans.Outcome() with { Provenance = provenance });
        }

        var (learned, stage) = (_fixture.Read(q => q.LearnedCosts()), Stage("new", 1, "train", Network));
        Assert.Equal((30, 70), (learned.StageMemoryBytes(stage, onGpu: false)!.Value, learned.StageMemoryBytes(stage, onGpu: true)!.Value));
        Assert.Null(learned.StageMemoryBytes(Stage("new", 1, "evaluate", Network), onGpu: false));
    }

    public void Dispose() => _fixture.Dispose();

    private static StageSpec Stage(string name, double work, string kind, string settings) => new(Plans.Key(name), null, kind, 1, settings, "data", work);

    private static SweepPlan Plan(params (string Name, double Work, double Seconds)[] stages) => new(
        "sweep", "shapes",
        [.. stages.Select((s, i) => new TrialSpec(TrialId.Of(s.Name), i + 1, "adasap", "{}", "{}", [Plans.Key(s.Name)]))],
        [.. stages.Select(s => Stage(s.Name, s.Work, "train", Network))]);

    private void Run(params (string Name, double Work, double Seconds)[] stages)
    {
        _fixture.Begin(Plan(stages));
        foreach (var stage in stages)
        {
            _fixture.Lease(Plans.Key(stage.Name), StoreFixture.First);
            _fixture.Succeed(Plans.Key(stage.Name), StoreFixture.First, Plans.Outcome() with { TrainSeconds = stage.Seconds });
        }
    }
}
