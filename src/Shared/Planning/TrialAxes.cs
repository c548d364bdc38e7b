using System.Globalization;
using System.Text;
using AdaSapSweep.Shared.Recipes;
using AdaSapSweep.Shared.SweepFiles;
using AdaSapSweep.Shared.SweepFiles.Settings;

namespace AdaSapSweep.Shared.Planning;

/// <summary>What tells the trials of a sweep apart: the settings that the file names and that do not have one value throughout.</summary>
/// <remarks>A default that follows another setting would only repeat that one, so it is shown only where the file names it too.</remarks>
internal sealed class TrialAxes
{
    private readonly string[] _names;

    public TrialAxes(SweepFile file)
    {
        _names = [.. file.NamedSettings.Where(name => Varies(file, name)).Concat(["method", "seed"]).Order(StringComparer.Ordinal)];
    }

    /// <summary>Canonical JSON.</summary>
    public string Of(ResolvedTrial trial)
    {
        var settings = trial.Settings;
        var text = new StringBuilder("{");
        foreach (var name in _names)
        {
            var json = name switch
            {
                "method" => $"\"{trial.Method}\"",
                "seed" => trial.Seed.ToString(CultureInfo.InvariantCulture),
                _ => settings.Layout.Has(name) ? settings.Find(name)?.Json ?? "null" : null,
            };
            if (json is null) continue;
            if (text.Length > 1) text.Append(',');
            text.Append('"').Append(name).Append("\":").Append(json);
        }

        return text.Append('}').ToString();
    }

    private static bool Varies(SweepFile file, string name)
    {
        SettingValue? first = null;
        MethodGrid? grid = null;
        var (seen, any) = (false, false);
        foreach (var trial in file.Trials)
        {
            // A grid that has one value of it throughout need not be looked at twice: a large one has very many trials.
            if (trial.Grid == grid && seen) continue;
            grid = trial.Grid;
            var index = grid.Layout.IndexOf(name);
            seen = index < 0 || grid.IsFixed(index);
            if (index < 0) continue;
            // Left alone is a value too, where the method has the setting: it stands for the method's own way.
            var value = grid.Value(index, trial.Point);
            if (any && !Equals(first, value)) return true;
            (first, any) = (value, true);
        }

        return false;
    }
}
