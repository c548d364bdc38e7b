using System.Text.Json;

namespace AdaSapSweep.Shared.LocalSlots;

/// <summary>
/// Where the coordinator of a store listens, in <c>STORE.coordinator</c>: it writes the file once it listens, and deletes it at a clean end. GPU
/// actors of the same machine outlive a coordinator that is killed, and find the next one here.
/// </summary>
/// <param name="Address">Of its actor system, as <c>akka.tcp://AdaSapSweep@127.0.0.1:4053</c>.</param>
/// <param name="Run">New with each start of a coordinator, so that one that listens at the same port again is told from the last.</param>
public sealed record CoordinatorAddress(string Address, Guid Run)
{
    private const long MostBytes = 10_000;

    public static string PathOf(string storePath) => Path.GetFullPath(storePath) + ".coordinator";

    /// <summary>What the file says; null when there is none, or none that can be used.</summary>
    public static CoordinatorAddress? Read(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return file.Length <= MostBytes && JsonSerializer.Deserialize<CoordinatorAddress>(file) is { Address.Length: > 0 } found ? found : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Replaces the file at once, so that nobody reads half of it.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    public void WriteTo(string path)
    {
        var temporary = path + ".new";
        File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(this));
        File.Move(temporary, path, overwrite: true);
    }
}
