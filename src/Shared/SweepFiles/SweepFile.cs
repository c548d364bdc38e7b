using System.Collections.Immutable;
using System.Text;
using AdaSapSweep.Shared.Recipes;
using AdaSapSweep.Shared.SweepFiles.Checking;
using AdaSapSweep.Shared.SweepFiles.Settings;
using AdaSapSweep.Shared.SweepFiles.Yaml;

namespace AdaSapSweep.Shared.SweepFiles;

/// <summary>A sweep file without a mistake, with the trials that it asks for.</summary>
/// <param name="Trials">In the order of the file, seeds innermost, each once; at least one.</param>
/// <param name="NamedSettings">Settings that the file gives a value itself; the others have their defaults.</param>
public sealed record SweepFile(
    string Name,
    ImmutableArray<long> Seeds,
    SettingValues Data,
    SettingValues Evaluation,
    ImmutableArray<GridDefinition> Grids,
    ImmutableArray<ResolvedTrial> Trials,
    ImmutableHashSet<string> NamedSettings)
{
    /// <summary>Reads and checks a file. A user's mistake is never an exception.</summary>
    /// <param name="small">The sweep that the block <c>small</c> makes of it.</param>
    public static SweepFileResult Read(string path, bool small = false)
    {
        try
        {
            if (!File.Exists(path)) return Failed(Directory.Exists(path) ? "this is a folder, not a sweep file" : "there is no such file");
            using var stream = File.OpenRead(path);
            var bytes = new byte[YamlText.MaxBytes + 1];
            return Parse(bytes.AsSpan(0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)), small);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Failed($"the file cannot be read: {error.Message}");
        }
    }

    /// <summary>Checks a file's text.</summary>
    public static SweepFileResult Parse(string text, bool small = false) => Parse(Encoding.UTF8.GetBytes(text), small);

    /// <summary>Checks a file's text, which a store has under a name: that of the file, or of its small shape.</summary>
    public static SweepFileResult ParseAs(string name, string text)
    {
        var whole = Parse(text);
        return whole.File is { } file && file.Name != name && file.Name + SmallShape.Suffix == name ? Parse(text, small: true) : whole;
    }

    /// <summary>Checks a file's content; that of its small shape too, whichever is asked for.</summary>
    public static SweepFileResult Parse(ReadOnlySpan<byte> content, bool small = false)
    {
        var errors = new ErrorList();
        var notes = new List<string>();
        if (YamlText.Decode(content, errors) is not { } text || YamlReader.Read(text, errors) is not { } root) return new(null, errors.Sorted(), []);
        var file = new SweepFileChecker(errors, notes).Check(root);
        if (SmallShape.Of(root, errors) is { } shape)
        {
            var (mistakes, remarks) = (new ErrorList(), new List<string>());
            var reduced = new SweepFileChecker(mistakes, remarks).Check(shape.Root);
            errors.AddOf(mistakes, shape.Lines);
            if (small) (file, notes) = (reduced, remarks);
        }
        else if (small && !errors.Any) errors.Add(SourcePosition.WholeFile, $"there is no block '{SmallShape.Key}', which would say what --small changes");
        if (errors.Any) file = null;
        return new(file, errors.Sorted(), file is null ? [] : [.. notes]);
    }

    private static SweepFileResult Failed(string message) => new(null, [new(0, 0, message)], []);
}
