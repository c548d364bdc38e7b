using AdaSapSweep.Shared.SweepFiles.Settings;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.Recipes;

/// <summary>What an evaluation measures of sharpness. The defaults are filled in here: a file that does not ask for it keeps its trials' ids.</summary>
internal static class SharpnessParts
{
    private const int UsualImages = 500;
    private const int UsualSteps = 20;
    private const int UsualRounds = 100;
    private const double UsualSamRadius = 0.05;
    private const double UsualAsamRadius = 0.5;

    /// <returns>Null when nothing is asked for.</returns>
    public static SharpnessSettings? Of(SettingValues asked)
    {
        if (asked.Find("sharpness")?.WordList is not { Count: > 0 } measures) return null;
        var settings = new SharpnessSettings { Measures = measures, Images = (int)(asked.Find("sharpness_images")?.WholeNumber ?? UsualImages) };
        if (measures.Contains(SharpnessMeasures.WorstLoss))
        {
            var metric = asked.Find("sharpness_metric")?.Word ?? SharpnessMetrics.Sam;
            settings = settings with
            {
                Metric = metric,
                Rho = asked.Find("sharpness_rho")?.Number ?? (metric == SharpnessMetrics.Asam ? UsualAsamRadius : UsualSamRadius),
                Steps = (int)(asked.Find("sharpness_steps")?.WholeNumber ?? UsualSteps),
            };
        }
        return measures.Contains(SharpnessMeasures.Hessian) ? settings with { Rounds = (int)(asked.Find("hessian_rounds")?.WholeNumber ?? UsualRounds) } : settings;
    }
}
