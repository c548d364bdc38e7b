using System.Globalization;
using AdaSapSweep.Coordinator.Running;
using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.Coordinator.Tests.Scheduling.Simulation;

/// <summary>A real sweep file whose axes get and lose values, whose one fixed value changes, and that leaves out points.</summary>
internal sealed class RandomFile : IEdits
{
    private static readonly string[] Ratios = ["0.6", "0.4", "0.2"];
    private static readonly string[] Epochs = ["0", "1", "2"];

    private readonly Chance _chance;
    private SweepPlan _plan;

    public RandomFile(Chance chance)
    {
        _chance = chance;
        _plan = Draw();
    }

    public SweepPlan Plan() => _plan;

    public IReadOnlySet<StageKey> Stages() => _plan.Trials.SelectMany(t => t.Stages).ToHashSet();

    public void Edit() => _plan = Draw();

    private SweepPlan Draw()
    {
        var (ratios, epochs) = (Axis(Ratios), Axis(Epochs));
        // A point that is there, unless it is the only one.
        var dropped = ratios.Count * epochs.Count > 1 && _chance.Percent(50) ? $"    exclude: {{ size_ratio: {_chance.Of(ratios)}, robust_epochs: {_chance.Of(epochs)} }}\n" : "";
        var text = string.Create(CultureInfo.InvariantCulture, $"""
            name: edited
            seeds: [{(_chance.Percent(50) ? "1" : "1, 2")}]
            data: {"{"} name: shapes, train_images: 100, test_images: 50 {"}"}
            grids:
              - method: adasap
                adapt_epochs: {_chance.Between(0, 1)}
                size_ratio: [{string.Join(", ", ratios)}]
                robust_epochs: [{string.Join(", ", epochs)}]

            """);
        return PlannedSweep.Parse(text + dropped, "the edited file", null).Plan;
    }

    private IReadOnlyList<string> Axis(string[] values) => _chance.Some(values, 60) is { Count: > 0 } some ? some : [_chance.Of(values)];
}
