using System.Buffers;
using System.Globalization;
using System.Text;

namespace AdaSapSweep.Shared.Store.Results;

/// <summary>RFC 4180 with LF line ends; numbers in the shortest form that reads back the same; what is absent or not finite is empty.</summary>
public static class ResultsCsv
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    public static string Write(ResultsTable table)
    {
        var text = new StringBuilder();
        AppendLine(text, table.Columns);
        foreach (var row in table.Rows) AppendLine(text, row.Select(Text));
        return text.ToString();
    }

    /// <summary>A cell as text that reads the same under every culture.</summary>
    public static string Text(object? cell) => cell switch
    {
        null => "",
        double number => double.IsFinite(number) ? number.ToString(CultureInfo.InvariantCulture) : "",
        bool flag => flag ? "true" : "false",
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        _ => cell.ToString() ?? "",
    };

    private static void AppendLine(StringBuilder text, IEnumerable<string> cells) => text.AppendJoin(',', cells.Select(Quoted)).Append('\n');

    private static string Quoted(string cell) =>
        cell.AsSpan().ContainsAny(Special) ? '"' + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + '"' : cell;
}
