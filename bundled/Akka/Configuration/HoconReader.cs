using System.Globalization;
using System.Text;

namespace Akka.Configuration;

/// <summary>Characters with a line count, and the lexical parts of HOCON: space, comments, quoted and unquoted text, paths.</summary>
internal sealed class HoconReader(string text)
{
    private const string NotInUnquoted = "$\"{}[]:=,#`^?!@*&\\";
    private int _position;

    public int Line { get; private set; } = 1;
    public bool AtEnd => _position >= text.Length;
    public char Peek(int ahead = 0) => _position + ahead < text.Length ? text[_position + ahead] : '\0';
    public bool StartsWith(string s) => string.CompareOrdinal(text, _position, s, 0, s.Length) == 0;
    public ConfigurationException Error(string what) => new($"HOCON, line {Line}: {what}");

    public char Take()
    {
        var c = text[_position++];
        if (c == '\n')
            Line++;
        return c;
    }

    public void Skip(int count)
    {
        for (; count > 0; count--)
            Take();
    }

    public bool AtComment => Peek() == '#' || StartsWith("//");

    /// <summary>Skips spaces and tabs; returns what was skipped.</summary>
    public string SkipBlanks()
    {
        var start = _position;
        while (!AtEnd && Peek() != '\n' && char.IsWhiteSpace(Peek()))
            Take();
        return text[start.._position];
    }

    /// <summary>Skips blanks, line ends, comments and, where asked, commas.</summary>
    public void SkipSeparators(bool commas)
    {
        while (!AtEnd)
        {
            if (AtComment)
                SkipLine();
            else if (char.IsWhiteSpace(Peek()) || Peek() == '\uFEFF' || (commas && Peek() == ','))
                Take();
            else
                return;
        }
    }

    public string Quoted()
    {
        if (StartsWith("\"\"\""))
            return TripleQuoted();
        Take();
        var result = new StringBuilder();
        while (true)
        {
            if (AtEnd || Peek() == '\n')
                throw Error("a quoted string is not closed");
            var c = Take();
            if (c == '"')
                return result.ToString();
            result.Append(c == '\\' ? Escaped() : c);
        }
    }

    public string Unquoted(bool inKey)
    {
        var start = _position;
        while (!AtEnd && !char.IsWhiteSpace(Peek()) && !AtComment && !NotInUnquoted.Contains(Peek(), StringComparison.Ordinal)
            && !(inKey && (Peek() == '.' || StartsWith("+="))))
            Take();
        if (_position == start)
            throw Error(AtEnd ? "the text ends where a value or key was expected" : $"'{Peek()}' is not allowed here; quote the text that contains it");
        return text[start.._position];
    }

    /// <summary>a.b."c.d"</summary>
    public string[] Path()
    {
        var keys = new List<string>();
        while (true)
        {
            SkipBlanks();
            var key = Peek() == '"' ? Quoted() : Unquoted(inKey: true);
            var blanks = SkipBlanks();
            while (!AtEnd && blanks.Length > 0 && Peek() is not ('.' or ':' or '=' or '{' or '}' or '+' or '\n') && !AtComment)
            {
                key += blanks + (Peek() == '"' ? Quoted() : Unquoted(inKey: true));
                blanks = SkipBlanks();
            }
            keys.Add(key);
            if (Peek() != '.')
                return [.. keys];
            Take();
        }
    }

    private string TripleQuoted()
    {
        Skip(3);
        var start = _position;
        while (!StartsWith("\"\"\""))
        {
            if (AtEnd)
                throw Error("a triple-quoted string is not closed");
            Take();
        }
        var result = text[start.._position];
        Skip(3);
        return result;
    }

    private char Escaped()
    {
        if (AtEnd)
            throw Error("a quoted string is not closed");
        var c = Take();
        switch (c)
        {
            case 'n': return '\n';
            case 't': return '\t';
            case 'r': return '\r';
            case 'b': return '\b';
            case 'f': return '\f';
            case '"' or '\\' or '/': return c;
            case 'u':
                if (_position + 4 <= text.Length && ushort.TryParse(text.AsSpan(_position, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
                {
                    Skip(4);
                    return (char)code;
                }
                break;
        }
        throw Error($"unknown escape '\\{c}' in a quoted string");
    }

    private void SkipLine()
    {
        while (!AtEnd && Peek() != '\n')
            Take();
    }
}
