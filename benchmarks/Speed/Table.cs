using System.Globalization;
using System.Text.Json;

namespace AdaSapSweep.Benchmarks.Speed;

/// <summary>Prints rows as they come, and writes all of them as Markdown and JSON.</summary>
internal sealed class Table
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly Options _options;
    private readonly List<string> _lines = [];
    private readonly List<Measured> _rows = [];
    private readonly string _header;

    public Table(Options options, string reference)
    {
        _options = options;
        _header = $"{options.Device}, {options.Threads} threads of {Environment.ProcessorCount} cores, load {Load()} before; the reference on PyTorch {reference}. Medians of {options.Rounds} turns each, and the quartiles of the ratio.";
        foreach (var line in (string[])[_header, "", "| row | network | unit | ours | PyTorch | time, ours / PyTorch | quartiles | bar | device |", "|---|---|---|---:|---:|---:|---:|---:|---|"]) Line(line);
    }

    public bool HasMissed => _rows.Any(r => r.IsMissed);

    public void Add(Measured row)
    {
        _rows.Add(row);
        var ratio = row.Ratio is { } r ? Text($"{r.Median:F3} | {r.Low:F3} to {r.High:F3}") : " | ";
        var bar = row.Bar is { } b ? Text($"{b:F2}{(row.IsMissed ? " missed" : "")}") : "";
        Line($"| {row.Row} | {row.Network} | {row.Unit} | {Figure(row.Ours.Median)} | {(row.Theirs is { } theirs ? Figure(theirs.Median) : "")} | {ratio} | {bar} | {row.Device} |");
    }

    public void Write()
    {
        if (_options.Markdown is { } markdown) File.WriteAllLines(markdown, _lines);
        if (_options.Json is { } json) File.WriteAllText(json, JsonSerializer.Serialize(new { about = _header, rows = _rows }, Indented));
    }

    private static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    private static string Figure(double value) => value >= 100 ? Text($"{value:N0}") : value >= 10 ? Text($"{value:F1}") : Text($"{value:F2}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private void Line(string line)
    {
        Console.WriteLine(line);
        _lines.Add(line);
    }
}
