using System.CommandLine;
using AdaSapSweep.Coordinator.Forecasting;
using AdaSapSweep.Coordinator.Processes;
using AdaSapSweep.Coordinator.Running;
using AdaSapSweep.Shared.Configuration;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary><c>adasap plan SWEEP</c>: trials, stages, what sharing saves, and what is left to do for how long; runs nothing.</summary>
internal static class PlanVerb
{
    /// <summary>Trials listed without being asked for all.</summary>
    private const int TrialsShown = 50;

    private const int MostSlots = 256;

    public static Command Create()
    {
        var sweep = CommonOptions.SweepFile();
        var data = CommonOptions.Data();
        var small = CommonOptions.Small();
        var config = CommonOptions.Config();
        var format = CommonOptions.Format("table", "json");
        var all = new Option<bool>("--all") { Description = $"List every trial in the table, not only the first {TrialsShown}" };
        var store = new Option<string?>("--store") { Description = $"The store that the sweep goes into, for what is done there and how long it took; {CommonOptions.DefaultStore} if it is there", HelpName = "FILE" };
        var slots = new Option<int?>("--slots") { Description = "Predict for so many slots on the CPU; the devices of hocon/coordinator.conf without it", HelpName = "N" };
        var devices = new Option<string?>("--devices") { Description = "Predict for these devices, as cuda:0,cuda:1", HelpName = "LIST" };
        var perDevice = DeviceFlags.PerDevice();
        var (keep, budget) = (ArtifactOptions.Keep(), ArtifactOptions.DiskBudget());
        CommonOptions.Within(slots, 1, MostSlots);
        var command = new Command("plan", "Show the trials and stages of a sweep, what sharing saves, and the time and disk that it will take. Runs nothing.")
        {
            sweep, data, small, store, slots, devices, perDevice, keep, budget, config, format, all,
        };
        command.SetAction((parsed, _) => CommandLine.Guard(async () =>
        {
            var settings = RunSettings.Read(HoconFiles.Load("coordinator.conf", parsed.GetValue(config)), new(parsed.GetValue(slots), parsed.GetValue(devices), parsed.GetValue(perDevice)));
            var policy = settings.Scheduling with
            {
                Keep = ArtifactOptions.KeepOf(parsed.GetValue(keep)!),
                DiskBudget = parsed.GetValue(budget) is { } size ? ArtifactOptions.Bytes(size) : settings.Scheduling.DiskBudget,
            };
            var path = parsed.GetValue(store) ?? (File.Exists(CommonOptions.DefaultStore) ? CommonOptions.DefaultStore : null);
            var planned = PlannedSweep.Read(parsed.GetValue(sweep)!, parsed.GetValue(data), parsed.GetValue(small), File.Exists(path) ? path : null);
            foreach (var note in planned.Notes) await Console.Error.WriteLineAsync($"adasap: {note}");
            var prediction = Predict(planned.Plan, path, policy, settings.Slots);
            if (parsed.GetValue(format) == "json") await PlanJson.Write(planned.Plan, prediction, Console.Out);
            else
            {
                PlanTables.Write(planned.Plan, parsed.GetValue(all) ? int.MaxValue : TrialsShown, Console.Out);
                foreach (var line in PredictionText.Lines(prediction, policy, path)) await Console.Out.WriteLineAsync(line);
            }

            return ExitCode.Ok;
        }));
        return command;
    }

    private static PlanPrediction Predict(SweepPlan plan, string? store, Scheduling.SchedulingPolicy policy, IReadOnlyList<LocalSlot> slots)
    {
        if (store is null) return Forecast.Of(plan, new Dictionary<StageKey, StageRecord>(), StageCosts.Unlearned, policy, slots);
        plan.WithKeys();
        using var reader = StoreReader.Open(store);
        return Forecast.Of(plan, reader.Query.Stages(plan), StageCosts.Learned(reader.Query.LearnedCosts()), policy, slots);
    }
}
