using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using AdaSapSweep.Coordinator.Running;
using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary><c>adasap plan SWEEP</c>: trials, stages and what sharing saves; runs nothing.</summary>
internal static class PlanVerb
{
    public static Command Create()
    {
        var sweep = CommonOptions.SweepFile();
        var data = CommonOptions.Data();
        var format = CommonOptions.Format("table", "json");
        var command = new Command("plan", "Show the trials and stages of a sweep and what sharing saves. Runs nothing.") { sweep, data, format };
        command.SetAction((parsed, _) => CommandLine.Guard(async () =>
        {
            var planned = PlannedSweep.Read(parsed.GetValue(sweep)!, parsed.GetValue(data));
            foreach (var note in planned.Notes) await Console.Error.WriteLineAsync($"adasap: {note}");
            if (parsed.GetValue(format) == "json") await Console.Out.WriteLineAsync(Json(planned.Plan));
            else Table(planned.Plan);
            return ExitCode.Ok;
        }));
        return command;
    }

    private static void Table(SweepPlan plan)
    {
        var stages = plan.Stages.GroupBy(s => s.Kind).ToDictionary(g => g.Key, g => g.Count());
        var asked = plan.Trials.SelectMany(t => t.Stages);
        var kindOf = plan.Stages.ToDictionary(s => s.Key, s => s.Kind);
        var naive = asked.GroupBy(key => kindOf[key]).ToDictionary(g => g.Key, g => g.Count());
        PlainTable.Write(Console.Out, ["trial", "method", "axes", "stages"],
            plan.Trials.Select(t => new[] { Text(t.Number), t.Method, AxesText.Of(t.Axes), string.Join(" > ", t.Stages.Select(s => s.Prefix)) }));
        PlainTable.Write(Console.Out, ["stage kind", "to run", "without sharing"],
            plan.Stages.Select(s => s.Kind).Distinct().Select(kind => new[] { kind, Text(stages[kind]), Text(naive[kind]) }));
        var saved = plan.WorkWithoutSharing > 0 ? 1 - plan.Work / plan.WorkWithoutSharing : 0;
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{plan.Trials.Length} trials, {plan.Stages.Length} stages instead of {plan.StagesWithoutSharing}: sharing saves {saved:P0} of the work"));
    }

    private static string Json(SweepPlan plan) => JsonSerializer.Serialize(new
    {
        name = plan.Name,
        trials = plan.Trials.Select(t => new { id = t.Id.Value, number = t.Number, method = t.Method, axes = JsonDocument.Parse(t.Axes).RootElement, stages = t.Stages.Select(s => s.Value) }),
        stages = plan.Stages.Select(s => new { key = s.Key.Value, parent = s.Parent?.Value, kind = s.Kind, settings = JsonDocument.Parse(s.Settings).RootElement, work = s.Work }),
        stages_without_sharing = plan.StagesWithoutSharing,
        work = plan.Work,
        work_without_sharing = plan.WorkWithoutSharing,
    });

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
