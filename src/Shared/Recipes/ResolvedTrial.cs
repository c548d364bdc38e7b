using System.Globalization;
using System.Text;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.SweepFiles.Settings;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.Recipes;

/// <summary>What all trials of a sweep have in common.</summary>
public sealed class TrialSurroundings(SettingValues data, SettingValues evaluation)
{
    public DataSettings Data { get; } = DataSection.Resolve(data);

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

/// <summary>A trial with a value for every setting that its method uses, and for no other.</summary>
public sealed class ResolvedTrial
{
    public ResolvedTrial(string method, long seed, SettingValues settings, TrialSurroundings surroundings)
    {
        (Method, Seed, Settings, Surroundings) = (method, seed, settings, surroundings);
        Id = TrialId.Of(Configuration());
    }

    public TrialId Id { get; }

    public string Method { get; }

    public long Seed { get; }

    public SettingValues Settings { get; }

    public TrialSurroundings Surroundings { get; }

    /// <summary>Canonical JSON of the data, the evaluation, the method, the seed and all settings. Written anew at each call.</summary>
    public string Configuration()
    {
        var text = new StringBuilder(2048);
        text.Append("{\"data\":").Append(Surroundings.DataJson)
            .Append(",\"evaluation\":").Append(Surroundings.EvaluationJson)
            .Append(",\"method\":\"").Append(Method)
            .Append("\",\"seed\":").Append(Seed.ToString(CultureInfo.InvariantCulture))
            .Append(",\"settings\":");
        Settings.WriteJson(text);
        return text.Append('}').ToString();
    }
}
