using System.Globalization;

namespace AdaSapSweep.Benchmarks.Kills;

/// <summary>A table in Markdown with the bars beside the figures.</summary>
internal sealed class Table
{
    public Table(string title)
    {
        Console.WriteLine($"{title} {Environment.ProcessorCount} cores, load {File.ReadAllText("/proc/loadavg").Split(' ')[0]} at the end.");
        Console.WriteLine();
        Console.WriteLine("| | measured | bar | met |");
        Console.WriteLine("|---|---:|---:|---|");
    }

    /// <summary>0 when all bars are met, else 1.</summary>
    public int ExitCode { get; private set; }

    public void Row(string what, FormattableString measured) => Row(what, measured, "", met: null);

    public void Row(string what, FormattableString measured, string bar, bool? met)
    {
        if (met == false) ExitCode = 1;
        Console.WriteLine($"| {what} | {measured.ToString(CultureInfo.InvariantCulture)} | {bar} | {met switch { true => "yes", false => "NO", null => "" }} |");
    }
}
