using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.Shared.LocalSlots;

/// <summary>Where the files of a slot of this machine lie: beside the store, under the slot's name with <c>+</c> for <c>/</c>.</summary>
public static class SlotFiles
{
    internal const string LockEnding = ".lock";
    internal const string FactsEnding = ".json";

    private const int LongestName = 100;

    /// <summary>A name of letters, digits and <c>: . _ - /</c>, at most 100 of them: no two such names share a file.</summary>
    public static bool IsName(string name) => name.Length is > 0 and <= LongestName && name.All(c => char.IsAsciiLetterOrDigit(c) || ":._-/".Contains(c, StringComparison.Ordinal));

    /// <summary>The folder of locks and facts.</summary>
    public static string Folder(string storePath) => Path.GetFullPath(storePath) + ".slots";

    /// <summary>What the slot's process writes to standard output and standard error.</summary>
    public static string Log(string storePath, SlotId slot) => Path.Combine(Path.GetFullPath(storePath) + ".logs", FileName(slot) + ".log");

    internal static string Lock(string storePath, SlotId slot) => Path.Combine(Folder(storePath), FileName(slot) + LockEnding);

    private static string FileName(SlotId slot) => IsName(slot.Value)
        ? slot.Value.Replace('/', '+')
        : throw new ArgumentException($"'{slot}' is no name of a slot: expected 1 to {LongestName} letters, digits and : . _ - /", nameof(slot));
}
