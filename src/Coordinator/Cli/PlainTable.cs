using Spectre.Console;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary>A table as plain text: no colour, no wrapping, the same in a terminal and in a file.</summary>
internal static class PlainTable
{
    private const int WideEnough = 1000;

    public static void Write(TextWriter output, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = WideEnough;
        var table = new Table().Border(TableBorder.Minimal);
        foreach (var column in columns) table.AddColumn(new TableColumn(Markup.Escape(column)).NoWrap());
        foreach (var row in rows) table.AddRow([.. row.Select(cell => new Text(cell))]);
        console.Write(table);
    }
}
