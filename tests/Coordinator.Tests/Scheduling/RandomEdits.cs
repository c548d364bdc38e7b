using AdaSapSweep.Coordinator.Tests.Scheduling.Simulation;
using AdaSapSweep.Shared.Model;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Scheduling;

/// <summary>
/// Sweeps whose file is edited several times, while they run and between runs, with processes killed on the way: what runs is the least that a
/// count by hand allows.
/// </summary>
public sealed class RandomEdits
{
    private const int Sequences = 1_000;
    private const int LastEdit = 30_000;

    /// <summary>One sequence in so many is of real sweep files, which take longer to plan.</summary>
    private const int RealFiles = 10;

    [Fact]
    public void RunWhatIsNeededAndNotDone_OnceEach_AndLoseNothing()
    {
        var shared = 0;
        for (var seed = 0; seed < Sequences; seed++)
        {
            try
            {
                shared += Run(seed);
            }
            catch (RuleBrokenException error)
            {
                Assert.Fail($"sequence {seed}: {error.Message}");
            }
        }
        // Work of earlier plans must really have been there to be used again.
        Assert.True(shared > Sequences, $"{shared} stages were done before an edit and needed after it");
    }

    /// <returns>How many stages of the last plan were done before the last edit.</returns>
    private static int Run(int seed)
    {
        var chance = new Chance(seed);
        var policy = Plans.Policy with { MaxLosses = 1_000, PrefetchLead = TimeSpan.FromSeconds(chance.Of([0, 5])) };
        var weather = Weather.Calm(chance.Between(1, 4), policy) with
        {
            StormUntil = LastEdit,
            Faults = [Fault.Edit, .. chance.Some([Fault.KillSlot, Fault.KillCoordinator, Fault.Drain], 30)],
        };
        IEdits edits = seed % RealFiles == 0 ? new RandomFile(chance) : new RandomTree(chance);
        var world = new World(chance, weather, edits.Plan());
        var (asked, doneBefore) = (edits.Stages().ToHashSet(), new HashSet<StageKey>());
        new Storm(world, edits) { Edited = () => (asked, doneBefore) = ([.. asked, .. edits.Stages()], [.. world.Rules.Executed]) }.Plan();
        world.Run();

        var executed = world.Rules.Executed;
        var needed = world.Plan.Stages.Select(s => s.Key).ToHashSet();
        Rules.Hold(executed.Count == executed.Distinct().Count(), "a stage ran twice");
        Rules.Hold(needed.IsSubsetOf(executed), "a stage of the last plan never ran");
        Rules.Hold(executed.ToHashSet().IsSubsetOf(asked), "a stage ran that no plan has");
        Rules.Hold(executed.All(key => world.Store.Stages[key].State == StageState.Succeeded), "a result was lost");
        Rules.Hold(world.Plan.Trials.All(t => world.Store.Trials[t.Id].State == TrialState.Succeeded), "a trial of the last plan did not succeed");
        return doneBefore.Count(needed.Contains);
    }
}
