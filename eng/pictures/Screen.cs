using System.Globalization;
using System.Text.RegularExpressions;

namespace AdaSapSweep.Pictures;

/// <summary>What a terminal shows of a recording, as far as our own programs use one: lines, wrapping, colours, moving up, clearing to the end.</summary>
internal sealed partial class Screen(int columns)
{
    /// <summary>Where a painting of the live view ends.</summary>
    private const string PaintingEnds = "\e[?2026l";

    private readonly List<Cell[]> _rows = [new Cell[columns]];
    private (int Row, int Column) _at;
    private string _style = "";
    private bool _wraps = true;

    internal readonly record struct Cell(char Character, string Style);

    public IReadOnlyList<Cell[]> Rows => _rows[..(_rows.FindLastIndex(r => r.Any(c => c.Character is not ('\0' or ' '))) + 1)];

    /// <summary>What is shown after each painting, in turn: one and the same screen, which goes on.</summary>
    public IEnumerable<Screen> Moments(string recording)
    {
        foreach (var painting in recording.Split(PaintingEnds))
        {
            Write(painting);
            yield return this;
        }
    }

    public void Write(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '\e') Put(text[at]);
            else if (Control().Match(text, at) is { Success: true } control)
            {
                Obey(control.Groups["kind"].Value, control.Groups["values"].Value);
                at += control.Length - 1;
            }
        }
    }

    public Screen Copy()
    {
        var copy = new Screen(columns);
        copy._rows.Clear();
        copy._rows.AddRange(_rows.Select(r => r.ToArray()));
        return copy;
    }

    public string TextOf(int row) => new([.. _rows[row].Select(c => c.Character == '\0' ? ' ' : c.Character)]);

    private void Put(char character)
    {
        switch (character)
        {
            case '\r': _at.Column = 0; return;
            case '\n': Down(); return;
            case < ' ': return;
            default: break;
        }
        if (_at.Column == columns)
        {
            if (_wraps)
            {
                Down();
                _at.Column = 0;
            }
            else _at.Column--;
        }
        _rows[_at.Row][_at.Column++] = new(character, _style);
    }

    private void Down()
    {
        if (++_at.Row == _rows.Count) _rows.Add(new Cell[columns]);
    }

    private void Obey(string kind, string values)
    {
        switch (kind)
        {
            case "A": _at.Row = Math.Max(0, _at.Row - Number(values)); break;
            case "K": Array.Clear(_rows[_at.Row], _at.Column, columns - _at.Column); break;
            case "J":
                Array.Clear(_rows[_at.Row], _at.Column, columns - _at.Column);
                foreach (var row in _rows.Skip(_at.Row + 1)) Array.Clear(row);
                break;
            case "m": _style = values is "" or "0" ? "" : values; break;
            case "h" or "l" when values == "?7": _wraps = kind == "h"; break;
            default: break;
        }
    }

    private static int Number(string values) => values.Length == 0 ? 1 : int.Parse(values, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\G\e(\[(?<values>[?0-9;]*)(?<kind>[A-Za-z])|[=>])")]
    private static partial Regex Control();
}
