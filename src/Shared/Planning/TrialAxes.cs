using System.Globalization;
using System.Text;
using AdaSapSweep.Shared.Recipes;
using AdaSapSweep.Shared.SweepFiles;

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
        var text = new StringBuilder("{");
        foreach (var name in _names)
        {
            var json = name switch
            {
                "method" => $"\"{trial.Method}\"",
                "seed" => trial.Seed.ToString(CultureInfo.InvariantCulture),
                _ => trial.Settings.Layout.Has(name) ? trial.Settings.Find(name)?.Json : null,
            };
            if (json is null) continue;
            if (text.Length > 1) text.Append(',');
            text.Append('"').Append(name).Append("\":").Append(json);
        }

        return text.Append('}').ToString();
    }

    private static bool Varies(SweepFile file, string name)
    {
        string? first = null;
        foreach (var trial in file.Trials)
        {
            if (!trial.Settings.Layout.Has(name) || trial.Settings.Find(name) is not { } value) continue;
            first ??= value.Json;
            if (first != value.Json) return true;
        }

        return false;
    }
}
