using System.CommandLine;
using AdaSapSweep.Coordinator.Reporting;
using AdaSapSweep.Coordinator.Timelines;
using AdaSapSweep.Shared.Exporting;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.Shared.Telemetry;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary><c>adasap report</c>: a sweep as one HTML page, for a browser without a network. Its path goes to standard output.</summary>
internal static class ReportVerb
{
    private const string Suffix = ".html";
    private const int LongestName = 100;

    public static Command Create()
    {
        var output = new Option<string?>("--out") { Description = "The file to write; NAME.html in this folder without it, by the sweep's name", HelpName = "FILE" };
        var force = new Option<bool>("--force") { Description = "Replace a file that is there" };
        var store = CommonOptions.Store();
        var sweep = CommonOptions.Sweep();
        var command = new Command("report", "Write a sweep's results, curves, timeline and failures as one HTML page that needs nothing else.") { output, force, store, sweep };
        command.SetAction((parsed, _) => CommandLine.Guard(async () =>
        {
            var path = parsed.GetValue(store)!;
            using var reader = StoreReader.Open(path);
            var found = SweepOf.Find(reader, parsed.GetValue(sweep));
            var file = Path.GetFullPath(parsed.GetValue(output) is { Length: > 0 } asked ? asked : FileName(found.Name) + Suffix);
            if (Directory.Exists(file)) throw new UsageException($"adasap: --out: '{file}' is a folder; expected the name of a file, as report.html");
            if (!parsed.GetValue(force) && File.Exists(file))
            {
                await Console.Error.WriteLineAsync($"adasap: '{file}' is there already; '--force' replaces it");
                return ExitCode.Failed;
            }
            var spans = StageSpans.Read(new SpanFiles(TelemetryHost.SpanFolder(path)), TraceContext.Parse(found.TraceParent).TraceId.ToHexString());
            var data = ReportData.Read(reader, found, spans, TelemetryHost.Version, TimeProvider.System.GetUtcNow(), CoordinatorProcess.Of(path) is not null);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            NewFiles.Write(parsed.GetValue(force), (file, stream => SweepReport.Write(data, stream)));
            await Console.Out.WriteLineAsync(file);
            return ExitCode.Ok;
        }));
        return command;
    }

    /// <summary>A store may be anybody's, and so may a name in it.</summary>
    internal static string FileName(string sweep)
    {
        var name = new string([.. sweep.Take(LongestName).Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-')]).TrimStart('.', '-');
        return name.Length == 0 ? "sweep" : name;
    }
}
