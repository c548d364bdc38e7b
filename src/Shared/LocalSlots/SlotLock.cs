using System.Diagnostics;
using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.Shared.LocalSlots;

/// <summary>
/// The right to be the one process of a slot of a store: a lock of the operating system, which the kernel takes back however the process ends. So it
/// tells a living process from a dead one, whoever started it.
/// </summary>
public sealed class SlotLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly FileStream _held;

    private SlotLock(FileStream held) => _held = held;

    /// <summary>Takes the lock and writes the facts beside it.</summary>
    /// <param name="patience">How long to try: somebody who looks whether it is held, holds it for a moment.</param>
    /// <returns>Null when another process holds it.</returns>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    public static async Task<SlotLock?> TakeAsync(string storePath, SlotFacts facts, TimeSpan patience)
    {
        var path = SlotFiles.Lock(storePath, facts.Slot);
        Directory.CreateDirectory(SlotFiles.Folder(storePath));
        var waited = Stopwatch.StartNew();
        FileStream? held;
        while ((held = Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None)) is null)
        {
            if (waited.Elapsed >= patience) return null;
            await Task.Delay(Pause);
        }
        try
        {
            facts.WriteTo(Path.ChangeExtension(path, SlotFiles.FactsEnding));
            return new(held);
        }
        catch
        {
            await held.DisposeAsync();
            throw;
        }
    }

    /// <summary>True while a process of the slot lives.</summary>
    public static bool IsHeld(string storePath, SlotId slot) => IsHeld(SlotFiles.Lock(storePath, slot));

    /// <summary>The living processes of a store's slots on this machine. One that is just starting may be missing.</summary>
    public static IReadOnlyList<SlotFacts> Living(string storePath)
    {
        var folder = SlotFiles.Folder(storePath);
        if (!Directory.Exists(folder)) return [];
        return [.. Directory.EnumerateFiles(folder, "*" + SlotFiles.LockEnding).Where(IsHeld)
            .Select(path => SlotFacts.Read(Path.ChangeExtension(path, SlotFiles.FactsEnding))).OfType<SlotFacts>()];
    }

    public void Dispose() => _held.Dispose();

    private static bool IsHeld(string path)
    {
        try
        {
            using var probe = Open(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return probe is null;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (DirectoryNotFoundException)
        {
            return false;
        }
    }

    /// <returns>Null when somebody has it open in a way that excludes this one.</returns>
    private static FileStream? Open(string path, FileMode mode, FileAccess access, FileShare share)
    {
        try
        {
            return new FileStream(path, mode, access, share);
        }
        catch (IOException error) when (error is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException) && File.Exists(path))
        {
            return null;
        }
    }
}
