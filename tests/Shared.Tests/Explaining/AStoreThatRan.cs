using AdaSapSweep.Shared.Explaining;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Planning;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.Shared.SweepFiles;
using AdaSapSweep.Shared.Tests.Store;

namespace AdaSapSweep.Shared.Tests.Explaining;

public sealed class AStoreThatRan : IDisposable
{
    private const int Telling = 36;

    private readonly StoreFixture _store = new();

    public void Dispose() => _store.Dispose();

    /// <summary>As <see cref="ASingleChange"/>, with the records that a real store kept, among those of all the sweeps before.</summary>
    [Fact]
    public void NamesASingleChange()
    {
        var mutations = new Mutations(new Random(7));
        for (var told = 0; told < Telling;)
        {
            var mutation = mutations.Next();
            if (SweepFile.Parse(mutation.Before).File is not { } before || SweepFile.Parse(mutation.After).File is not { } after) continue;
            var name = $"sweep {told}";
            Run(PlanOf(before) with { Name = name });
            var plan = PlanOf(after) with { Name = name };
            var added = Run(plan);
            if (added.Count == 0) continue;
            told++;
            using var reader = StoreReader.Open(_store.Path);
            var sweep = reader.Query.FindSweep(name)!.Id;
            var causes = new StageCauses(reader.Explanation.History(), (stage, method) => reader.Explanation.TrialThrough(stage, method, sweep));
            foreach (var stage in added)
            {
                var cause = causes.Of(stage.Key, reader.Explanation.TrialThrough(stage.Key, null, sweep));
                Assert.True(cause.Differences is [{ } only] && only.Name == mutation.Field, $"{mutation.Field}, {stage.Kind}: {string.Join(", ", cause.Differences)}\n{mutation.After}");
            }
        }
    }

    [Fact]
    public void FindsTrialsAndStagesByTheirFirstDigits()
    {
        var plan = PlanOf(Examples.Checked(Examples.Quickstart));
        Run(plan);
        using var reader = StoreReader.Open(_store.Path);
        var sweep = reader.Query.FindSweep(null)!.Id;
        foreach (var trial in plan.Trials)
        {
            var name = Assert.Single(reader.Explanation.NamesFrom(trial.Id.Prefix, sweep, 5));
            Assert.Equal((trial.Id.Value, trial.Number), (name.Id, name.Number));
            Assert.Equal(trial.Id, reader.Explanation.TrialOf(sweep, trial.Number));
            Assert.Equal(trial.Stages, reader.Explanation.Trial(sweep, trial.Id).Path);
        }

        foreach (var stage in plan.Stages)
            Assert.Equal((stage.Key.Value, stage.Kind), Assert.Single(reader.Explanation.NamesFrom(stage.Key.Prefix, sweep, 5)) is var name ? (name.Id, name.Kind) : default);
        Assert.Empty(reader.Explanation.NamesFrom("0000000000", sweep, 5));
        Assert.Equal(5, reader.Explanation.NamesFrom("", sweep, 5).Count);
        Assert.Null(reader.Explanation.TrialOf(sweep, plan.Trials.Length + 1));
        Assert.Equal(plan.Trials.Length, reader.Explanation.LastNumber(sweep));
    }

    /// <returns>The stages that the plan brought.</returns>
    private List<StageSpec> Run(SweepPlan plan)
    {
        _store.Clock.Advance(TimeSpan.FromMinutes(1));
        var record = _store.Store.BeginSweep(plan, "");
        var added = plan.Stages.Where(s => record.Stages[s.Key].State == StageState.Pending).ToList();
        foreach (var stage in added)
        {
            _store.Clock.Advance(TimeSpan.FromSeconds(1));
            Assert.All(_store.Store.Commit([
                new LeaseGranted(stage.Key, StoreFixture.First, new("node/cpu:0"), "first attempt", _store.Now),
                new AttemptSucceeded(stage.Key, StoreFixture.First, Plans.Outcome(), _store.Now)]), Assert.True);
        }

        return added;
    }

    private static SweepPlan PlanOf(SweepFile file) =>
        Planner.Plan(file, Examples.Data($"size {file.Data.Find("image_size")} seed {file.Data.Find("render_seed")}"));
}
