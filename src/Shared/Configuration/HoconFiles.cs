using Akka.Configuration;

namespace AdaSapSweep.Shared.Configuration;

/// <summary>Finds and reads the HOCON files that are shipped with the program, and a user's own on top.</summary>
public static class HoconFiles
{
    private const long MaxBytes = 1024 * 1024;

    private static readonly string[] OwnFiles = ["coordinator.conf", "gpu-actor.conf", "cluster.conf"];

    /// <summary>A user's file first, then hocon/<paramref name="name"/>, then hocon/cluster.conf.</summary>
    /// <exception cref="HoconFileException">A file is missing, too large, or not HOCON, or a user's has a setting that there is not.</exception>
    public static HoconSettings Load(string name, string? userFile)
    {
        var folder = ShippedFolder();
        var shippedFile = Path.Combine(folder, name);
        var shipped = Parse(shippedFile).WithFallback(Parse(Path.Combine(folder, "cluster.conf")));
        if (userFile is null) return new(shipped, shippedFile);
        var user = Parse(userFile);
        // One file may hold the settings of both programs and of the actor system.
        KnownSettings.Check(user, userFile, OwnFiles.Select(own => Parse(Path.Combine(folder, own))));
        return new(shipped, shippedFile, user, userFile);
    }

    private static Config Parse(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists) throw new HoconFileException($"{path}: no such settings file");
        if (file.Length > MaxBytes) throw new HoconFileException($"{path}: {file.Length} bytes; a settings file has at most {MaxBytes}");
        try
        {
            return ConfigurationFactory.ParseString(File.ReadAllText(path));
        }
        catch (Exception error) when (error is not IOException)
        {
            throw new HoconFileException($"{path}: {error.Message}", error);
        }
    }

    /// <summary>The folder hocon/ beside the program, or in one of the folders above it.</summary>
    private static string ShippedFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "hocon");
            if (File.Exists(Path.Combine(candidate, "cluster.conf"))) return candidate;
        }
        throw new HoconFileException($"no folder hocon/ beside {AppContext.BaseDirectory} or above it");
    }
}

/// <summary>A settings file that cannot be used; the message names it.</summary>
public sealed class HoconFileException(string message, Exception? inner = null) : Exception(message, inner);
