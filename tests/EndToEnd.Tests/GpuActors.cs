using System.Text;
using AdaSapSweep.TestSupport;

namespace AdaSapSweep.EndToEnd.Tests;

/// <summary>The GPU actor processes of a store, found as anybody could: by their command lines.</summary>
internal static class GpuActors
{
    /// <summary>Process ids, in the order of the slots' names.</summary>
    public static IReadOnlyList<int> Of(string store) => [.. Slots(store).OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => s.Value)];

    /// <summary>Process ids by slot.</summary>
    public static IReadOnlyDictionary<string, int> Slots(string store)
    {
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), out var id)) continue;
            var words = CommandLine(folder);
            // Between fork and exec a child still has its parent's command line.
            if (words.Length == 0 || !words[0].EndsWith("adasap-gpu-actor", StringComparison.Ordinal)) continue;
            if (After(words, "--store") == Path.GetFullPath(store)) found[After(words, "--slot")!] = id;
        }
        return found;
    }

    /// <summary>Waits until all are gone.</summary>
    public static Task Gone(string store) => Eventually.True(() => Of(store).Count == 0, TimeSpan.FromMinutes(1), "no process left behind");

    /// <summary>For the end of a test that leaves some behind.</summary>
    public static void Kill(string store)
    {
        foreach (var id in Of(store)) AdasapProgram.Signal(id, "KILL");
    }

    private static string? After(string[] words, string name) => Array.IndexOf(words, name) is var at and >= 0 && at + 1 < words.Length ? words[at + 1] : null;

    private static string[] CommandLine(string folder)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(folder, "cmdline"))).Split('\0');
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];   // The process is gone since it was listed, or is another user's.
        }
    }
}
