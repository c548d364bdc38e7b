using AdaSapSweep.Coordinator.Cli;

namespace AdaSapSweep.Coordinator.Diagnosing.Checks;

/// <summary>The store's folder can be written, lies on a disk of this machine, and has room.</summary>
internal sealed class FolderCheck : ICheck
{
    private const long LittleSpace = 1L << 30;
    private const long NoSpace = 64L << 20;
    private const string Elsewhere = "adasap run SWEEP --store /path/on/a/local/disk/store.db";

    /// <summary>File systems that lie on other machines, as Linux and macOS name them; <c>fuse</c> may be one.</summary>
    private static readonly string[] Remote = ["nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afs", "afpfs", "ceph", "lustre", "gpfs", "9p", "fuse", "fuseblk", "sshfs", "webdav"];

    public string Name => "folder";

    public Task<IReadOnlyList<Finding>> LookAsync(Machine machine, CancellationToken stop) => Task.FromResult<IReadOnlyList<Finding>>([.. Look(machine.NearestFolder)]);

    private static IEnumerable<Finding> Look(string folder)
    {
        if (Unwritable(folder) is { } reason)
        {
            yield return Finding.Problem($"'{folder}' cannot be written: {reason}", $"sudo chown -R \"$USER\" {ShellWord.Of(folder)}, or: {Elsewhere}");
            yield break;
        }

        var drive = new DriveInfo(folder);
        var free = drive.AvailableFreeSpace;
        yield return free switch
        {
            < NoSpace => Finding.Problem($"'{folder}' has {ByteSize.Text(free)} left", $"make room there, or: {Elsewhere}"),
            < LittleSpace => Finding.Warning($"'{folder}' has {ByteSize.Text(free)} left", "adasap run SWEEP --keep leaves --disk-budget 500MB"),
            _ => Finding.Ok($"'{folder}' can be written; {ByteSize.Text(free)} are free"),
        };
        if (Remote.Contains(drive.DriveFormat, StringComparer.OrdinalIgnoreCase))
            yield return Finding.Warning($"'{folder}' is on a file system that may be another machine's ({drive.DriveFormat}), where locks and SQLite's log are not safe", Elsewhere);
    }

    private static string? Unwritable(string folder)
    {
        try
        {
            using var file = new FileStream(Path.Combine(folder, $".adasap-doctor-{Guid.NewGuid():N}"), new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose });
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return error.Message;
        }
    }
}
