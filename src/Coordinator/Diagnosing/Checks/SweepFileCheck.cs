using System.Globalization;
using AdaSapSweep.Coordinator.Cli;
using AdaSapSweep.Coordinator.Running;
using AdaSapSweep.Shared.SweepFiles;

namespace AdaSapSweep.Coordinator.Diagnosing.Checks;

/// <summary>The sweep file that was named can be planned, and its data are there.</summary>
internal sealed class SweepFileCheck : ICheck
{
    private const int MostShown = 20;
    private const string Own = "adasap: ";

    public string Name => "sweep";

    public Task<IReadOnlyList<Finding>> LookAsync(Machine machine, CancellationToken stop) =>
        Task.FromResult<IReadOnlyList<Finding>>(machine.Sweep is { } sweep ? [.. Look(sweep, machine.StorePath)] : []);

    private static List<Finding> Look(SweepChoice sweep, string store)
    {
        var read = SweepFile.Read(sweep.File, sweep.Small);
        if (read.File is null) return [.. read.Errors.Take(MostShown).Select(error => Finding.Problem(error.Format(sweep.File), "edit that line; docs/sweep-file.md lists every key"))];
        var notes = read.Notes.Select(note => Finding.Warning($"{sweep.File}: {note}", "edit that line"));
        try
        {
            var plan = PlannedSweep.Read(sweep.File, sweep.DataFolder, sweep.Small, File.Exists(store) ? store : null).Plan;
            return [Finding.Ok(string.Create(CultureInfo.InvariantCulture, $"'{sweep.File}': {plan.Trials.Length:N0} trials, {plan.Stages.Length:N0} stages, and its data are there")), .. notes];
        }
        catch (UsageException error)
        {
            var fix = sweep.DataFolder is null ? $"adasap doctor {ShellWord.Of(sweep.File)} --data FOLDER" : $"adasap data list --data {ShellWord.Of(sweep.DataFolder)}";
            // What follows the first line is what `run` says to do next.
            var line = error.Lines[0];
            return [Finding.Problem(line.StartsWith(Own, StringComparison.Ordinal) ? line[Own.Length..] : line, fix), .. notes];
        }
    }
}
