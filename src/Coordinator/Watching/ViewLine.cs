using System.Collections.Immutable;

namespace AdaSapSweep.Coordinator.Watching;

/// <summary>What a piece of the view is, which a terminal shows by its colour.</summary>
internal enum Tone
{
    Plain,
    Dim,
    Strong,
    Good,
    Bad,
    Note,
}

internal readonly record struct ViewPart(string Text, Tone Tone = Tone.Plain)
{
    public static implicit operator ViewPart(string text) => new(text);
}

/// <summary>A line of the view. What comes from outside has lost its line ends and control characters, so that it stays one.</summary>
internal sealed class ViewLine
{
    private readonly ImmutableArray<ViewPart> _parts;

    public ViewLine(params ReadOnlySpan<ViewPart> parts)
    {
        var clean = ImmutableArray.CreateBuilder<ViewPart>(parts.Length);
        foreach (var part in parts) clean.Add(part with { Text = Clean(part.Text) });
        _parts = clean.DrainToImmutable();
    }

    public ImmutableArray<ViewPart> Parts => _parts;

    public int Length => _parts.Sum(p => p.Text.Length);

    public override string ToString() => string.Concat(_parts.Select(p => p.Text));

    /// <summary>The line, cut to a width.</summary>
    public ViewLine Within(int width)
    {
        if (Length <= width) return this;
        var kept = new List<ViewPart>();
        var room = width - 1;
        foreach (var part in _parts)
        {
            kept.Add(part with { Text = part.Text[..Math.Min(room, part.Text.Length)] });
            if ((room -= part.Text.Length) < 0) break;
        }
        return new([.. kept, new("…", Tone.Dim)]);
    }

    private static string Clean(string text) => text.Any(char.IsControl) ? new([.. text.Select(c => char.IsControl(c) ? ' ' : c)]) : text;
}
