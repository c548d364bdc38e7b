using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.SweepFiles;
using AdaSapSweep.Shared.SweepFiles.Settings;

namespace AdaSapSweep.Shared.Recipes;

/// <summary>A trial with a value for every setting that its method uses, and for no other. It is a point of a grid, and works the rest out when asked.</summary>
public sealed class ResolvedTrial
{
    private StrongBox<TrialId>? _id;

    public ResolvedTrial(string method, long seed, SettingValues settings, TrialSurroundings surroundings)
        : this(new MethodGrid(method, settings.Copy(), [], [seed], surroundings), 0)
    {
    }

    internal ResolvedTrial(MethodGrid grid, int point) => (Grid, Point) = (grid, point);

    /// <summary>Hashed at the first call.</summary>
    public TrialId Id => (_id ??= new(TrialId.Of(Configuration()))).Value;

    public string Method => Grid.Method;

    public long Seed => Grid.Seed(Point);

    /// <summary>Made anew at each call.</summary>
    public SettingValues Settings => Grid.Settings(Point);

    public TrialSurroundings Surroundings => Grid.Surroundings;

    internal MethodGrid Grid { get; }

    internal int Point { get; }

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
