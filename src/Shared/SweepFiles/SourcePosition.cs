namespace AdaSapSweep.Shared.SweepFiles;

/// <summary>A place in a sweep file; both numbers count from 1. Line 0: the file as a whole.</summary>
public readonly record struct SourcePosition(int Line, int Column) : IComparable<SourcePosition>
{
    public static readonly SourcePosition WholeFile;

    public static readonly SourcePosition Start = new(1, 1);

    public int CompareTo(SourcePosition other) => (Line, Column).CompareTo((other.Line, other.Column));

    public static bool operator <(SourcePosition left, SourcePosition right) => left.CompareTo(right) < 0;

    public static bool operator >(SourcePosition left, SourcePosition right) => left.CompareTo(right) > 0;

    public static bool operator <=(SourcePosition left, SourcePosition right) => left.CompareTo(right) <= 0;

    public static bool operator >=(SourcePosition left, SourcePosition right) => left.CompareTo(right) >= 0;
}
