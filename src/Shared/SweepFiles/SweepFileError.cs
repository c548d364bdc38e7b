using System.Globalization;

namespace AdaSapSweep.Shared.SweepFiles;

/// <summary>One mistake in a sweep file, in words that say what to do about it.</summary>
/// <param name="Line">From 1; 0: the file as a whole.</param>
/// <param name="Column">From 1; 0: the file as a whole.</param>
public sealed record SweepFileError(int Line, int Column, string Message)
{
    /// <summary><c>file:line:column: message</c>, as editors and terminals link it.</summary>
    public string Format(string file) =>
        Line == 0 ? $"{file}: {Message}" : string.Create(CultureInfo.InvariantCulture, $"{file}:{Line}:{Column}: {Message}");
}
