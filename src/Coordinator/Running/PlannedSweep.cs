using AdaSapSweep.Coordinator.Cli;
using AdaSapSweep.ImageSets.Identity;
using AdaSapSweep.Shared.DataSetFiles;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Planning;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.Shared.SweepFiles;
using AdaSapSweep.Shared.SweepFiles.Checking;
using AdaSapSweep.Shared.SweepFiles.Settings;

namespace AdaSapSweep.Coordinator.Running;

/// <summary>A sweep file that was read, checked and planned.</summary>
/// <param name="FileText">The file, word for word.</param>
/// <param name="DataFolder">Absolute folder of the data set's files; null where none are read from it.</param>
internal sealed record PlannedSweep(SweepPlan Plan, string FileText, string? DataFolder, IReadOnlyList<string> Notes)
{
    private const int MostFilesLookedAt = 1000;

    /// <summary>When reading the file began.</summary>
    public required DateTimeOffset Began { get; init; }

    /// <param name="small">The sweep that the file's block <c>small</c> makes of it.</param>
    /// <exception cref="UsageException">The file or the data set cannot be used; all mistakes of the file at once.</exception>
    /// <param name="store">Beside it, fingerprints of large folders are remembered; null: they are worked out anew.</param>
    public static PlannedSweep Read(string path, string? dataFolder, bool small = false, string? store = null)
    {
        var began = TimeProvider.System.GetUtcNow();
        var result = SweepFile.Read(path, small);
        if (!Path.Exists(path)) throw new UsageException([$"{path}: there is no such file", $"adasap: {FileNear(path) ?? $"'adasap init {ShellWord.Of(path)}' writes one to begin with"}"]);
        return Of(result, path, result.File is null ? "" : File.ReadAllText(path), dataFolder, store, began);
    }

    /// <param name="text">A sweep file's, word for word.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <param name="sweep">The name under which a store has it, which says whether it is the small shape; null: that of the file.</param>
    /// <exception cref="UsageException">The text or the data set cannot be used; all mistakes of the text at once.</exception>
    /// <param name="store">As for <see cref="Read"/>.</param>
    public static PlannedSweep Parse(string text, string name, string? dataFolder, string? sweep = null, string? store = null) =>
        Of(sweep is null ? SweepFile.Parse(text) : SweepFile.ParseAs(sweep, text), name, text, dataFolder, store, TimeProvider.System.GetUtcNow());

    private static PlannedSweep Of(SweepFileResult result, string name, string text, string? dataFolder, string? store, DateTimeOffset began)
    {
        if (result.File is not { } file)
        {
            var count = result.Errors.Length == 1 ? "1 mistake" : $"{result.Errors.Length} mistakes";
            throw new UsageException([.. result.Errors.Select(e => e.Format(name)), $"adasap: {count} in '{name}'; nothing was run"]);
        }
        var known = store is null ? null : new FingerprintCache(ArtifactPaths.FingerprintsOf(store));
        var lookup = DataSetCatalogue.Locate(DataSection.Resolve(file.Data), dataFolder, known);
        var data = lookup.Found ?? throw new UsageException([$"adasap: {lookup.Error!.Message}", $"adasap: {(dataFolder is null ? "--data FOLDER gives it" : $"'adasap data list --data {ShellWord.Of(dataFolder)}' shows what was found")}"]);
        var shifted = ShiftedCatalogue.Locate(file.Evaluation, data, dataFolder, known);
        if (shifted?.Error is { } error) throw new UsageException($"adasap: {error.Message}");
        return new(Planner.Plan(file, data, shifted?.Found), text, FolderOf(data, shifted?.Found, dataFolder), result.Notes) { Began = began };
    }

    /// <summary>The sweep file that was meant, of those in the folder that the path names.</summary>
    private static string? FileNear(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder)) return null;
        var files = Directory.EnumerateFiles(folder, "*.y*ml").Take(MostFilesLookedAt).Select(file => Path.GetFileName(file));
        return NearestWord.Of(Path.GetFileName(path), files) is { } meant ? $"did you mean '{Path.Combine(Path.GetDirectoryName(path) ?? "", meant)}'?" : null;
    }

    /// <remarks>The folder as it was given, not the one in it that holds the data: a shifted set may lie beside them.</remarks>
    private static string? FolderOf(LocatedDataSet data, LocatedShiftedSet? shifted, string? given) =>
        data.Folder is null && (shifted is null || Path.IsPathFullyQualified(shifted.Folder)) ? null : Path.GetFullPath(given!);
}
