using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;
using AdaSapSweep.Coordinator.Reporting.Markup;
using AdaSapSweep.Coordinator.Reporting.Plots;

namespace AdaSapSweep.Coordinator.Reporting.Sections;

/// <summary>Robust overfitting (Rice et al. 2020): accuracy under attack on held-out images falls while that in training still rises.</summary>
internal static class OverfittingSection
{
    public static XElement? Of(ReportData data)
    {
        var found = data.Curves.Select((curves, series) => Robust.Of(curves, series)).OfType<Robust>().ToList();
        if (found.Count == 0) return null;
        var all = found.SelectMany(f => f.Lines).ToList();
        var axis = CurveSection.Epochs(all);
        return Html.Section(
            "overfitting", "Robust overfitting",
            Html.Note("Solid: accuracy on held-out images under the validation's attack, a ring at its best epoch. Dashed: accuracy in training in the same epochs. What was lost is the best of the solid line less its end, of the mean over seeds."),
            Html.Figures(found.Select(f => Html.Figure(f.Name, LinePlot.Draw(f.Lines, axis, ("accuracy under attack", Unit.Share), marked: false, all)))),
            Html.Table(
                ["settings", "#trials", "#best epoch", "#validation there", "#training there", "#last epoch", "#validation there", "#training there", "#lost"],
                found.Select(f => f.Row)));
    }

    private sealed record Robust(string Name, ImmutableArray<PlotLine> Lines, IReadOnlyList<object?> Row)
    {
        public static Robust? Of(EpochCurves curves, int series)
        {
            if (!curves.Curves.TryGetValue(EpochNames.ValidationRobustAccuracy, out var validation)) return null;
            var known = validation.Where(p => p.Value is not null).ToList();
            if (known.Count < 2) return null;
            var epochs = validation.Select(p => p.Epoch).ToHashSet();
            var training = curves.Curves.GetValueOrDefault(EpochNames.Accuracy, []).Where(p => epochs.Contains(p.Epoch)).ToImmutableArray();
            var (best, last) = (known.MaxBy(p => p.Value!.Value.Mean), known[^1]);
            var solid = CurveSection.Line(series, curves.Name, validation, Unit.Share, "validation under attack") with { Peak = best.Epoch };
            ImmutableArray<PlotLine> lines = training.IsEmpty ? [solid] : [solid, CurveSection.Line(series, curves.Name, training, Unit.Share, "training", isDashed: true)];
            string Training(int epoch) => UnitText.Of(Unit.Share, training.FirstOrDefault(p => p.Epoch == epoch).Value);
            var lost = (best.Value!.Value.Mean - last.Value!.Value.Mean) * 100;
            return new(curves.Name, lines,
            [
                curves.Name, curves.Trials, best.Epoch, UnitText.Of(Unit.Share, best.Value), Training(best.Epoch), last.Epoch, UnitText.Of(Unit.Share, last.Value), Training(last.Epoch),
                lost.ToString("0.0", CultureInfo.InvariantCulture) + " points",
            ]);
        }
    }
}
