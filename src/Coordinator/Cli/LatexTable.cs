using System.Text;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary>A table for a paper: LaTeX's tabular with the rules of booktabs.</summary>
internal static class LatexTable
{
    /// <param name="words">Columns at the left that hold words; the rest are numbers.</param>
    public static string Write(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows, int words)
    {
        var text = new StringBuilder();
        text.Append("\\begin{tabular}{").Append('l', words).Append('r', columns.Count - words).Append("}\n\\toprule\n");
        text.AppendJoin(" & ", columns.Select(Escaped)).Append(" \\\\\n\\midrule\n");
        foreach (var row in rows) text.AppendJoin(" & ", row.Select(Escaped)).Append(" \\\\\n");
        return text.Append("\\bottomrule\n\\end{tabular}\n").ToString();
    }

    private static string Escaped(string text)
    {
        var escaped = new StringBuilder();
        foreach (var c in text)
            escaped.Append(c switch
            {
                '\\' => @"\textbackslash{}",
                '~' => @"\textasciitilde{}",
                '^' => @"\textasciicircum{}",
                '±' => @"$\pm$",
                '&' or '%' or '$' or '#' or '_' or '{' or '}' => $"\\{c}",
                _ => c.ToString(),
            });
        return escaped.ToString();
    }
}
