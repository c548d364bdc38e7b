using AdaSapSweep.ImageSets.Forms;
using AdaSapSweep.Stages;

namespace AdaSapSweep.ImageSets.Fetching;

/// <summary>
/// Fetches a data set into <c>TO/NAME</c>. All work is done in <c>TO/.NAME.fetch</c>, and the last step is one rename: under the final name lies a whole set
/// or nothing. What has arrived stays there after a failure, and the next fetch goes on with it.
/// </summary>
public sealed class DataSetFetch(DataSetForm form, FetchSettings settings, Action<FetchProgress> progress)
{
    private const int MostRedirections = 10;

    /// <param name="from">A web address or a path: of an archive, or, for <c>idx</c>, of the folder of its four files.</param>
    /// <param name="to">The folder that gets the folder of the set.</param>
    /// <param name="checksum">Of the archive; null: it is not compared.</param>
    /// <returns>The folder of the set.</returns>
    /// <exception cref="FetchException">It cannot be had, is another file than expected, or holds no such data set.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public async Task<string> RunAsync(string from, string to, Checksum? checksum, CancellationToken stop)
    {
        var source = FetchSource.Parse(from);
        var whole = Path.GetFullPath(Path.Combine(to, form.Name));
        if (Path.Exists(whole)) throw new FetchException($"'{whole}' is there already; take it away to fetch it anew");
        if (source.IsFolder && form is not IdxForm) throw new FetchException($"'{from}' is a folder; expected an archive .tar.gz, .tar or .zip");
        if (source.IsFolder && checksum is not null) throw new FetchException("a checksum is of one file, and these are four");
        var work = Directory.CreateDirectory(Path.Combine(to, $".{form.Name}.fetch")).FullName;
        using var held = Lock(work);
        try
        {
            var unpacked = Path.Combine(work, "unpacked");
            if (Directory.Exists(unpacked)) Directory.Delete(unpacked, recursive: true);
            Directory.CreateDirectory(unpacked);
            if (source.IsFolder) foreach (var name in IdxForm.PackedFiles) await BringAsync(source.Child(name), Path.Combine(unpacked, name), work, stop);
            else await UnpackAsync(source, Path.Combine(work, "archive"), unpacked, checksum, stop);
            Directory.Move(HoldingFolder(unpacked, from), whole);
            return whole;
        }
        finally
        {
            Clear(work);
        }
    }

    /// <summary>Leaves only what a later fetch can go on with.</summary>
    private static void Clear(string work)
    {
        if (!Directory.EnumerateFiles(work, "*.part").Any()) Directory.Delete(work, recursive: true);
    }

    private async Task UnpackAsync(FetchSource source, string archive, string unpacked, Checksum? checksum, CancellationToken stop)
    {
        if (source.Address is { } address) await DownloadAsync(address, archive, stop);
        var file = source.LocalPath ?? archive;
        try
        {
            checksum?.Check(file);
            Archive.Unpack(file, unpacked, ArchiveLimits.For(unpacked), progress, stop);
        }
        catch (FetchException)
        {
            // It would be found wanting each time; a download that was cut off is another thing, and stays.
            File.Delete(archive);
            throw;
        }
        File.Delete(archive);
    }

    /// <param name="target">In the folder that is thrown away after a failure: what arrives comes there when it is whole.</param>
    private async Task BringAsync(FetchSource source, string target, string work, CancellationToken stop)
    {
        if (source.LocalPath is { } path)
        {
            if (!File.Exists(path)) throw new FetchException($"there is no file '{path}'");
            File.Copy(path, target);
            return;
        }
        var arrived = Path.Combine(work, Path.GetFileName(target));
        await DownloadAsync(source.Address!, arrived, stop);
        File.Copy(arrived, target);
    }

    private async Task DownloadAsync(Uri address, string target, CancellationToken stop)
    {
        using var handler = new SocketsHttpHandler { MaxAutomaticRedirections = MostRedirections, ConnectTimeout = settings.Stall };
        using var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("adasap");
        await new Download(client, settings, progress).RunAsync(address, target, stop);
    }

    /// <summary>The folder of all that was unpacked, or the one folder in it: some archives have a folder of their own around the set.</summary>
    private string HoldingFolder(string unpacked, string from)
    {
        var holding = unpacked;
        if (form.Root(unpacked) is null && Directory.GetFileSystemEntries(unpacked) is [var only] && Directory.Exists(only)) holding = only;
        try
        {
            foreach (var split in new[] { ImageSplit.Training, ImageSplit.Test }) form.Part(new DataSettings { Name = form.Name }, holding, split);
            return holding;
        }
        catch (DataSetException error)
        {
            throw new FetchException($"'{from}' does not hold data set '{form.Name}': {error.Message.Replace(unpacked + Path.DirectorySeparatorChar, "", StringComparison.Ordinal)}", error);
        }
    }

    private static FileStream Lock(string work)
    {
        try
        {
            return new FileStream(Path.Combine(work, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error)
        {
            throw new FetchException($"another fetch is at work in '{work}'", error);
        }
    }
}
