using System.Globalization;

namespace AdaSapSweep.ImageSets.Fetching;

/// <summary>What has arrived of a file, under another name than the whole one's, with a note of where it came from: a later attempt, also of another process, goes on with it.</summary>
/// <param name="target">Name of the whole file.</param>
internal sealed class PartialFile(string target)
{
    private readonly string _note = target + ".part.from";

    public string Path { get; } = target + ".part";

    public long Length => File.Exists(Path) ? new FileInfo(Path).Length : 0;

    /// <summary>The server's mark of the version that has arrived in part; null: it gave none, or nothing has arrived from this address.</summary>
    public string? Mark { get; private set; }

    /// <summary>Bytes of the whole; null: not known.</summary>
    public long? Whole { get; private set; }

    /// <summary>Forgets what came from elsewhere: parts of two files do not fit together.</summary>
    public void Open(Uri from)
    {
        if (File.Exists(Path) && Read() is [var address, var mark, var whole] && address == from.AbsoluteUri)
        {
            Mark = mark.Length > 0 ? mark : null;
            Whole = long.TryParse(whole, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : null;
            // Without either there is no telling whether the rest belongs to it.
            if (Mark is not null || Whole is not null) return;
        }
        Delete();
    }

    public void Begin(Uri from, string? mark, long? whole)
    {
        (Mark, Whole) = (mark, whole);
        File.WriteAllLines(_note, [from.AbsoluteUri, mark ?? "", whole?.ToString(CultureInfo.InvariantCulture) ?? ""]);
        File.WriteAllBytes(Path, []);
    }

    /// <summary>Gives it its name.</summary>
    public void Finish()
    {
        File.Move(Path, target, overwrite: true);
        File.Delete(_note);
    }

    public void Delete()
    {
        (Mark, Whole) = (null, null);
        File.Delete(Path);
        File.Delete(_note);
    }

    private string[] Read() => File.Exists(_note) ? File.ReadAllLines(_note) : [];
}
