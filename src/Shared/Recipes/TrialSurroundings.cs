using System.Text;
using AdaSapSweep.Shared.SweepFiles.Settings;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.Recipes;

/// <summary>What all trials of a sweep have in common.</summary>
public sealed class TrialSurroundings(SettingValues data, SettingValues evaluation)
{
    public DataSettings Data { get; } = DataSection.Resolve(data);

    /// <summary>Training reads no test image: their number must not keep two sweeps from sharing a stage.</summary>
    public DataSettings TrainingData { get; } = DataSection.Resolve(data) with { TestImages = null };

    public DataSettings TestData { get; } = DataSection.Resolve(data) with { TrainImages = null, ValidationImages = null };

    public SettingValues Evaluation { get; } = evaluation;

    internal string DataJson { get; } = Json(data);

    internal string EvaluationJson { get; } = Json(evaluation);

    private static string Json(SettingValues values)
    {
        var text = new StringBuilder();
        values.WriteJson(text);
        return text.ToString();
    }
}
