namespace AdaSapSweep.Shared.DataSetFiles;

/// <summary>Where the files of a shifted test set lie on a machine.</summary>
public static class ShiftedPath
{
    /// <param name="written">As in the sweep file.</param>
    /// <param name="dataFolder">That of <c>--data</c> on this machine, where a relative path begins; so it is found wherever the data are.</param>
    /// <returns>Null when the path is relative and there is no such folder.</returns>
    public static string? Of(string written, string? dataFolder) =>
        Path.IsPathFullyQualified(written) ? Path.GetFullPath(written)
        : string.IsNullOrWhiteSpace(dataFolder) ? null
        : Path.GetFullPath(written, Path.GetFullPath(dataFolder));
}
