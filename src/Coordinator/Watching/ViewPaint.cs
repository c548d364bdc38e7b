using System.Text;
using Spectre.Console;

namespace AdaSapSweep.Coordinator.Watching;

/// <summary>Gives the view its colours: the sixteen that every terminal has, in whatever shades its owner likes.</summary>
internal sealed class ViewPaint
{
    private const int WideEnough = 10_000;

    private readonly StringBuilder _text = new();
    private readonly IAnsiConsole _console;

    /// <param name="colours">False where <c>NO_COLOR</c> is set.</param>
    public ViewPaint(bool colours)
    {
        _console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = colours ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = colours ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(new StringWriter(_text)),
        });
        _console.Profile.Width = WideEnough;
    }

    public string Of(ViewLine line)
    {
        _text.Clear();
        var paragraph = new Paragraph();
        foreach (var part in line.Parts) paragraph.Append(part.Text, StyleOf(part.Tone));
        _console.Write(paragraph);
        return _text.ToString();
    }

    private static Style StyleOf(Tone tone) => tone switch
    {
        Tone.Plain => Style.Plain,
        Tone.Dim => new(Color.Grey),
        Tone.Strong => new(decoration: Decoration.Bold),
        Tone.Good => new(Color.Green),
        Tone.Bad => new(Color.Red),
        Tone.Note => new(Color.Yellow),
        _ => throw new ArgumentOutOfRangeException(nameof(tone), tone, "has no style"),
    };
}
