using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using AdaSapSweep.Coordinator.Reporting.Markup;
using AdaSapSweep.Shared.Store.Results;
using AdaSapSweep.Shared.SweepFiles;

namespace AdaSapSweep.Coordinator.Reporting.Sections;

/// <summary>The sweep's file as it was run last, the command, and what else decides its numbers.</summary>
internal static class ReproductionSection
{
    private const int MostCharacters = 200_000;
    private const int MostSeeds = 50;
    private const int MostValues = 6;
    private const string SmallSuffix = "-small";

    public static XElement Of(ReportData data)
    {
        var text = data.Sweep.FileText;
        return Html.Section(
            "reproduce", "How to reproduce",
            Html.Facts(Facts(data)),
            Html.Element("h3", "Sweep file"),
            Html.Note(text.Length > MostCharacters
                ? string.Create(CultureInfo.InvariantCulture, $"The first {MostCharacters:N0} of {text.Length:N0} characters; the store has all of it.")
                : "Word for word, as it was run last."),
            Html.Element("pre", new XAttribute("tabindex", "0"), text.Length > MostCharacters ? text[..MostCharacters] : text));
    }

    private static IEnumerable<(string, object?)> Facts(ReportData data)
    {
        yield return ("command", Html.Element("code", Command(data.Sweep)));
        var seeds = data.Trials.Select(t => ResultsTable.AxesOf(t).GetValueOrDefault(SettingsGroup.Seed)).OfType<long>().Distinct().Order().ToList();
        if (seeds.Count > 0) yield return (seeds.Count == 1 ? "seed" : "seeds", Some([.. seeds.Select(s => s.ToString(CultureInfo.InvariantCulture))], MostSeeds));
        foreach (var print in data.Origins.DataFingerprints) yield return ("data fingerprint", Html.Element("code", print));
        foreach (var fact in data.Origins.MadeWith.GroupBy(f => f.Name)) yield return (fact.Key.Replace('_', ' '), Some([.. fact.Select(f => f.Value)], MostValues));
        yield return ("sweep file, SHA-256", Html.Element("code", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(data.Sweep.FileText)))));
        yield return ("report by", string.Create(CultureInfo.InvariantCulture, $"adasap {data.Version}, {data.At.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC"));
    }

    /// <summary>The folder's name is the machine's own, and does not go into a file that is passed on.</summary>
    private static string Command(SweepRow sweep) => $"./adasap run sweep.yaml{(IsSmall(sweep) ? " --small" : "")}{(sweep.DataFolder is null ? "" : " --data FOLDER")}";

    private static bool IsSmall(SweepRow sweep) => sweep.Name.EndsWith(SmallSuffix, StringComparison.Ordinal) && SweepFile.Parse(sweep.FileText).File is { } file && file.Name != sweep.Name;

    private static string Some(List<string> values, int most) => string.Join(", ", values.Take(most)) + (values.Count > most ? string.Create(CultureInfo.InvariantCulture, $" and {values.Count - most:N0} more") : "");
}
