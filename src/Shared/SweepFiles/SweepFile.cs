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
    public static SweepFileResult Read(string path)
    {
        try
        {
            if (!File.Exists(path)) return Failed(Directory.Exists(path) ? "this is a folder, not a sweep file" : "there is no such file");
            using var stream = File.OpenRead(path);
            var bytes = new byte[YamlText.MaxBytes + 1];
            return Parse(bytes.AsSpan(0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Failed($"the file cannot be read: {error.Message}");
        }
    }

    /// <summary>Checks a file's text.</summary>
    public static SweepFileResult Parse(string text) => Parse(Encoding.UTF8.GetBytes(text));

    /// <summary>Checks a file's content.</summary>
    public static SweepFileResult Parse(ReadOnlySpan<byte> content)
    {
        var errors = new ErrorList();
        var notes = new List<string>();
        var root = YamlText.Decode(content, errors) is { } text ? YamlReader.Read(text, errors) : null;
        var file = root is null ? null : new SweepFileChecker(errors, notes).Check(root);
        return new(file, errors.Sorted(), file is null ? [] : [.. notes]);
    }

    private static SweepFileResult Failed(string message) => new(null, [new(0, 0, message)], []);
}
