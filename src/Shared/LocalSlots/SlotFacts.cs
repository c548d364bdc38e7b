using System.Globalization;
using System.Text.Json;
using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.Shared.LocalSlots;

/// <summary>What a running GPU actor process of this machine is; in a file beside its lock.</summary>
/// <param name="Device"><c>cpu</c> or <c>cuda:N</c>.</param>
/// <param name="ConfigFile">Full path; null for the shipped settings.</param>
/// <param name="Build">See <see cref="BuildOf"/>.</param>
/// <param name="Serves">See <see cref="ServesOf"/>.</param>
public sealed record SlotFacts(SlotId Slot, int ProcessId, string Device, int Threads, string? ConfigFile, string Build, string Serves = "")
{
    private const long MostBytes = 100_000;

    /// <summary>Tells one build of a program from the next: when the newest assembly in its folder was written, in UTC.</summary>
    /// <param name="program">Path of the program.</param>
    public static string BuildOf(string program) =>
        new DirectoryInfo(Path.GetDirectoryName(Path.GetFullPath(program))!).EnumerateFiles("*.dll").Select(f => f.LastWriteTimeUtc)
            .DefaultIfEmpty().Max().ToString("O", CultureInfo.InvariantCulture);

    /// <summary>Whom a process works for, and where it looks for files; empty for the coordinator of the same store.</summary>
    /// <param name="paths">Full; null where the coordinator's are used.</param>
    public static string ServesOf(string? coordinator, string? host, params ReadOnlySpan<string?> paths) =>
        coordinator is null ? "" : string.Join('|', [coordinator, host, .. paths]);

    /// <summary>Null when there is no such file, or none that can be used.</summary>
    internal static SlotFacts? Read(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return file.Length <= MostBytes && JsonSerializer.Deserialize<SlotFacts>(file) is { ProcessId: > 0, Device: not null, Build: not null } facts
                && SlotFiles.IsName(facts.Slot.Value ?? "")
                ? facts
                : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    internal void WriteTo(string path)
    {
        var temporary = path + ".new";
        File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(this));
        File.Move(temporary, path, overwrite: true);
    }
}
