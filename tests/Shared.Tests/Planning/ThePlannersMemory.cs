using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Planning;
using AdaSapSweep.Shared.Recipes;
using AdaSapSweep.Shared.SweepFiles;

namespace AdaSapSweep.Shared.Tests.Planning;

public sealed class ThePlannersMemory
{
    private const int Rounds = 60;

    /// <summary>The planner asks a recipe only once for equal values. Here every trial is asked for, and both must agree in every key and in the order.</summary>
    [Fact]
    public void GivesWhatEveryTrialByItselfWouldGive()
    {
        var random = new Random(11);
        var shared = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var text = Sweep(random);
            var file = Examples.Checked(text);
            var plan = Planner.Plan(file, Examples.Data());

            var (stages, paths) = Asked(file);
            Assert.Equal(stages, plan.Stages.Select(s => s.Key));
            Assert.Equal(paths, plan.Trials.Select(t => string.Join(' ', t.Stages)));
            Assert.Equal(plan.Stages.Length, stages.Distinct().Count());
            if (plan.Stages.Length < plan.StagesWithoutSharing) shared++;
        }

        Assert.InRange(shared, Rounds / 2, Rounds);
    }

    private static (List<StageKey> Stages, List<string> Paths) Asked(SweepFile file)
    {
        var stages = new List<StageKey>();
        var known = new HashSet<StageKey>();
        var paths = new List<string>();
        foreach (var trial in file.Trials)
        {
            var path = new List<StageKey>();
            foreach (var step in RecipeList.Find(trial.Method).Stages(trial))
            {
                var key = StageSpec.Create(step.Kind, step.Settings, "fingerprint", path.Count == 0 ? null : path[^1], 1).Key;
                if (known.Add(key)) stages.Add(key);
                path.Add(key);
            }

            paths.Add(string.Join(' ', path));
        }

        return (stages, paths);
    }

    /// <summary>Axes that reach only some stages, values that make others meaningless, defaults that follow, and grids that overlap.</summary>
    private static string Sweep(Random random)
    {
        string Some(params string[] values)
        {
            random.Shuffle(values);
            return string.Join(", ", values.Take(random.Next(1, values.Length + 1)));
        }

        return $$"""
            name: memory
            seeds: [{{Some("1", "2", "3")}}]
            data: { name: shapes }
            defaults: { epochs: {{random.Next(1, 3)}} }
            grids:
              - method: [adasap, sgd]
                criterion: [{{Some("l2", "taylor")}}]
                rho_max: [{{Some("0", "0.001", "0.5")}}]
                scope: [{{Some("layer", "global")}}]
                adapt_epochs: [{{Some("0", "1", "2")}}]
                robust_epochs: [{{Some("0", "3")}}]
                uniform_metric: [{{Some("sam", "asam")}}]
                schedule: [{{Some("cosine", "multistep")}}]
                milestones: [[0.5], [{{Some("0.25", "0.75")}}, 0.9]]
              - method: [sgd, {{Some("adasap")}}, robust-bird, flying-bird]
                schedule: cosine
                sparsity: [{{Some("0.5", "0.9")}}]
                size_ratio: [{{Some("0.5", "0.25")}}]
                growth: [{{Some("random", "gradient")}}]
              - method: [static-sparse, one-shot-magnitude, {{Some("adversarial", "small-dense")}}]
                sparsity: [{{Some("0.5", "0.9")}}]
                mask_criterion: [{{Some("random", "snip", "grasp", "synflow")}}]
                mask_images_per_class: [{{Some("10", "20")}}]
                synflow_rounds: [{{Some("1", "100")}}]
                dense_epochs: [{{Some("1", "2", "3")}}]
            """;
    }
}
