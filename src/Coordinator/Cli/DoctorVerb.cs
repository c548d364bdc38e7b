using System.Collections;
using System.CommandLine;
using System.Text.Json;
using AdaSapSweep.Coordinator.Diagnosing;
using AdaSapSweep.Coordinator.Diagnosing.Checks;
using AdaSapSweep.Coordinator.Running;
using AdaSapSweep.Shared.Configuration;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary><c>adasap doctor [SWEEP]</c>: what is wrong with this machine, and what to do about it. Changes nothing.</summary>
internal static class DoctorVerb
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    public static Command Create()
    {
        var sweep = new Argument<string?>("sweep") { Description = "A sweep file to check too, with its data", Arity = ArgumentArity.ZeroOrOne };
        var (data, small, store, config) = (CommonOptions.Data(), CommonOptions.Small(), CommonOptions.Store(), CommonOptions.Config());
        var json = new Option<bool>("--json") { Description = "One JSON document in place of lines" };
        var measure = new Option<string?>("--measure")
        {
            Description = "Also train a network for some seconds in each division of the cores into slots and threads, and say which is fastest; resnet20 without a name",
            HelpName = "ARCHITECTURE",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("doctor", "Look this machine over: packages, devices, memory, store, ports, telemetry, a sweep file. Says what is wrong and the fix.") { sweep, data, small, store, config, measure, json };
        var devices = new DeviceFlags(command);
        command.SetAction((parsed, stop) => CommandLine.Guard(async () =>
        {
            var file = parsed.GetValue(sweep);
            var rehearsed = parsed.GetValue(measure) ?? Architectures.ResNet20;
            KnownWord.Require(rehearsed, [.. Architectures.All], "--measure", "architecture");
            var choice = file is null ? null : new SweepChoice(file, parsed.GetValue(small), parsed.GetValue(data));
            var (settings, problem) = Settings(() => devices.Read(parsed, HoconFiles.Load("coordinator.conf", parsed.GetValue(config))));
            var wanted = settings?.Slots.Select(slot => slot.Device).Distinct().ToList() ?? ["cpu"];
            var machine = new Machine(
                Path.GetFullPath(parsed.GetValue(store)!), choice, settings, problem,
                new(() => GpuActorQuestion.AskAsync(wanted, devices.GpuActorConfig(parsed), stop)), Variables(), TimeProvider.System);
            var asJson = parsed.GetValue(json);
            IEnumerable<ICheck> checks = Examination.All;
            if (parsed.GetResult(measure) is not null)
                checks = checks.Append(new SpeedCheck(Environment.ProcessorCount, rehearsed, SlotRehearsal.MeasureAsync));
            var findings = await Examination.RunAsync(checks, machine, (check, finding) =>
            {
                if (!asJson) Console.Out.WriteLine(Line(check, finding));
            }, stop);
            var (problems, warnings) = (findings.Count(f => f.Finding.Level == Severity.Problem), findings.Count(f => f.Finding.Level == Severity.Warning));
            if (asJson) await Console.Out.WriteLineAsync(Json(findings, problems, warnings));
            else await Console.Error.WriteLineAsync($"adasap: {Count(problems, "problem")}, {Count(warnings, "warning")}{(problems == 0 ? "; sweeps can run here" : "")}");
            return problems == 0 ? ExitCode.Ok : ExitCode.Failed;
        }));
        return command;
    }

    internal static string Line(string check, Finding finding) =>
        $"{Word(finding.Level),-8} {check,-10} {finding.What}{(finding.Fix is null ? "" : $" -> {finding.Fix}")}";

    private static (RunSettings? Settings, string? Problem) Settings(Func<RunSettings> read)
    {
        try
        {
            return (read(), null);
        }
        catch (HoconFileException error)
        {
            return (null, error.Message);
        }
    }

    private static Dictionary<string, string> Variables() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.Ordinal);

    private static string Json(IEnumerable<(string Check, Finding Finding)> findings, int problems, int warnings) => JsonSerializer.Serialize(
        new { problems, warnings, findings = findings.Select(f => new { check = f.Check, level = Word(f.Finding.Level), what = f.Finding.What, fix = f.Finding.Fix }) }, Readable);

    private static string Word(Severity level) => level.ToString().ToLowerInvariant();

    private static string Count(int count, string what) => count switch { 0 => $"no {what}", 1 => $"1 {what}", _ => $"{count} {what}s" };
}
