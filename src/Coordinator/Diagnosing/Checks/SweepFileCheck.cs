using System.Globalization;
using AdaSapSweep.Coordinator.Cli;
using AdaSapSweep.Coordinator.Running;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.SweepFiles;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Coordinator.Diagnosing.Checks;

/// <summary>The sweep file that was named can be planned, its data are there, and the slots compute in the types that it asks for.</summary>
/// <param name="hasBFloat16">As of <see cref="ProcessorFlags"/>.</param>
internal sealed class SweepFileCheck(Func<bool?> hasBFloat16) : ICheck
{
    private const int MostShown = 20;
    private const string Own = "adasap: ";

    public string Name => "sweep";

    public Task<IReadOnlyList<Finding>> LookAsync(Machine machine, CancellationToken stop) =>
        Task.FromResult<IReadOnlyList<Finding>>(machine.Sweep is { } sweep ? [.. Look(sweep, machine)] : []);

    private List<Finding> Look(SweepChoice sweep, Machine machine)
    {
        var read = SweepFile.Read(sweep.File, sweep.Small);
        if (read.File is null) return [.. read.Errors.Take(MostShown).Select(error => Finding.Problem(error.Format(sweep.File), "edit that line; docs/sweep-file.md lists every key"))];
        var notes = read.Notes.Select(note => Finding.Warning($"{sweep.File}: {note}", "edit that line"));
        try
        {
            var plan = PlannedSweep.Read(sweep.File, sweep.DataFolder, sweep.Small, File.Exists(machine.StorePath) ? machine.StorePath : null).Plan;
            var found = Finding.Ok(string.Create(CultureInfo.InvariantCulture, $"'{sweep.File}': {plan.Trials.Length:N0} trials, {plan.Stages.Length:N0} stages, and its data are there"));
            return [found, .. Precision(plan, machine), .. notes];
        }
        catch (UsageException error)
        {
            var fix = sweep.DataFolder is null ? $"adasap doctor {ShellWord.Of(sweep.File)} --data FOLDER" : $"adasap data list --data {ShellWord.Of(sweep.DataFolder)}";
            // What follows the first line is what `run` says to do next.
            var line = error.Lines[0];
            return [Finding.Problem(line.StartsWith(Own, StringComparison.Ordinal) ? line[Own.Length..] : line, fix), .. notes];
        }
    }

    private IEnumerable<Finding> Precision(SweepPlan plan, Machine machine)
    {
        if (machine.Settings is not { Slots: var slots }) yield break;
        if (PrecisionCheck.ProblemOf(plan, slots) is { } problem) yield return Finding.Problem(problem, "edit that line, or name GPUs by --devices");
        if (PrecisionCheck.OnProcessor(plan, slots, Precisions.BFloat16) && hasBFloat16() == false)
            yield return Finding.Warning(
                $"this processor has no instructions for {Precisions.BFloat16}: stages in it may take longer than in {Precisions.Full}", $"without 'precision: {Precisions.BFloat16}'");
    }
}
