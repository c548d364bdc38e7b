using System.Text;

namespace AdaSapSweep.Coordinator.Watching;

/// <summary>
/// A terminal whose last lines are a view that is painted over and over; what is written to this writer scrolls up above it and stays. Whatever
/// ends the process, nothing is left to be restored: between two paintings the terminal is as it was found. Safe for concurrent use.
/// </summary>
/// <param name="size">Of the terminal in columns and rows, asked at each painting.</param>
internal sealed class LiveScreen(TextWriter terminal, Func<(int Width, int Height)> size, ViewPaint paint) : TextWriter
{
    // Within one painting: the terminal shows all of it at once where it knows how to, the cursor is not seen to jump, and lines that
    // became too long because the window changed just now are not continued.
    private const string Begin = "\e[?2026h\e[?25l";
    private const string End = "\e[?25h\e[?2026l";
    private const string NoWrap = "\e[?7l";
    private const string Wrap = "\e[?7h";
    private const string ClearLine = "\e[K";
    private const string ClearBelow = "\e[J";

    private readonly Lock _gate = new();
    private readonly StringBuilder _unfinished = new();
    private IReadOnlyList<ViewLine> _shown = [];
    private int _width;
    private bool _closed;

    public override Encoding Encoding => terminal.Encoding;

    /// <summary>Paints the view anew, unless it would be the same.</summary>
    public void Show(SweepSnapshot now)
    {
        lock (_gate)
        {
            if (_closed) return;
            var (width, height) = size();
            // The last column and the last row stay free: a terminal may scroll or wrap when they are written to.
            var lines = SweepView.Lines(now, width - 1, Math.Max(3, height - 1));
            if (width == _width && lines.Select(l => l.ToString()).SequenceEqual(_shown.Select(l => l.ToString()))) return;
            Paint([], lines, width);
        }
    }

    /// <summary>Takes the view away; what is written from now on is passed on.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            if (!_closed) Paint([], [], size().Width);
            _closed = true;
        }
    }

    public override void Write(char value)
    {
        lock (_gate)
        {
            if (value != '\n') _unfinished.Append(value);
            else
            {
                Say(_unfinished.ToString());
                _unfinished.Clear();
            }
        }
    }

    public override void Write(string? value)
    {
        lock (_gate)
        {
            foreach (var c in value ?? "") Write(c);
        }
    }

    public override void WriteLine(string? value) => Write(value + "\n");

    private void Say(string line)
    {
        if (_closed) terminal.WriteLine(line);
        else Paint([line], _shown, size().Width);
    }

    /// <summary>One write, over what is there: nothing is cleared that is not written at once.</summary>
    private void Paint(IReadOnlyList<string> said, IReadOnlyList<ViewLine> lines, int width)
    {
        var text = new StringBuilder(Begin);
        var rows = _shown.Sum(l => RowsOf(l, width));
        if (rows > 0) text.Append("\e[").Append(rows).Append('A');
        text.Append('\r');
        foreach (var line in said) text.Append(line).Append(ClearLine).Append('\n');
        text.Append(NoWrap);
        foreach (var line in lines) text.Append(paint.Of(line)).Append(ClearLine).Append('\n');
        text.Append(Wrap).Append(ClearBelow).Append(End);
        terminal.Write(text.ToString());
        terminal.Flush();
        (_shown, _width) = (lines, width);
    }

    /// <summary>A window that became narrower has put the lines that were there on several rows.</summary>
    private static int RowsOf(ViewLine line, int width) => Math.Max(1, (line.Length + width - 1) / Math.Max(1, width));
}
