using System.CommandLine;
using System.Globalization;
using AdaSapSweep.Coordinator.Timelines;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.Shared.Store.Results;
using AdaSapSweep.Shared.Telemetry;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary><c>adasap trace</c>: when what ran where, from the store and the span files beside it.</summary>
internal static class TraceVerb
{
    /// <summary>Where the output is no terminal.</summary>
    private const int UsualWidth = 80;

    private const int NarrowestWidth = 60;
    private const int WidestWidth = 240;

    public static Command Create()
    {
        var store = CommonOptions.Store();
        var sweep = CommonOptions.Sweep();
        var trial = new Option<string?>("--trial") { Description = "One trial alone: its number, or the first digits of its id", HelpName = "TRIAL" };
        var export = new Option<string?>("--export") { Description = "Write all spans as one OTLP JSON document instead; - is standard output", HelpName = "FILE" };
        var command = new Command("trace", "Show when what ran where in a sweep: slots, waiting and working, retries, and the critical path.") { trial, export, store, sweep };
        command.SetAction((parsed, _) => CommandLine.Guard(async () =>
        {
            var path = parsed.GetValue(store)!;
            using var reader = StoreReader.Open(path);
            var found = SweepOf.Find(reader, parsed.GetValue(sweep));
            var files = new SpanFiles(TelemetryHost.SpanFolder(path));
            var spans = StageSpans.Read(files, TraceOf(found));
            var timeline = SweepTimeline.Of(reader.Timeline.Of(found.Id), spans, TimeProvider.System.GetUtcNow(), CoordinatorProcess.Of(path) is not null);
            if (parsed.GetValue(export) is { } file)
            {
                if (parsed.GetValue(trial) is not null) throw new UsageException("adasap: --export writes the whole sweep; it does not go with --trial");
                Export(reader, found, timeline, files, file);
            }
            else if (timeline.Runs.IsEmpty) await Console.Out.WriteLineAsync($"sweep '{found.Name}': nothing has run yet; 'adasap resume' begins");
            else if (parsed.GetValue(trial) is { } word) TraceTrialText.Write(Console.Out, found, Trial(reader, found, word), timeline, Width());
            else TraceText.Write(Console.Out, found, timeline, Width());
            if (files.Unread > 0)
                await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"adasap: {files.Unread} lines or spans in '{TelemetryHost.SpanFolder(path)}' cannot be read and are left out"));
            return ExitCode.Ok;
        }));
        return command;
    }

    private static StoredTrial Trial(StoreReader reader, SweepRow sweep, string word) => WhySubject.Find(reader, sweep, word).Trial is { } id
        ? reader.Explanation.Trial(sweep.Id, id)
        : throw new UsageException($"adasap: --trial: '{word}' is a stage, not a trial; 'adasap why {word}' names its trials");

    private static void Export(StoreReader reader, SweepRow sweep, SweepTimeline timeline, SpanFiles files, string file)
    {
        var export = new TraceExport(sweep, timeline, reader.Timeline.Trials(sweep.Id));
        if (file == "-")
        {
            using var output = Console.OpenStandardOutput();
            export.Write(files, output);
            return;
        }
        using (var output = File.Create(file)) export.Write(files, output);
        Console.Out.WriteLine(Path.GetFullPath(file));
    }

    private static string TraceOf(SweepRow sweep) => TraceContext.Parse(sweep.TraceParent).TraceId.ToHexString();

    private static int Width()
    {
        try
        {
            return Console.IsOutputRedirected ? UsualWidth : Math.Clamp(Console.WindowWidth - 1, NarrowestWidth, WidestWidth);
        }
        catch (IOException)
        {
            return UsualWidth;
        }
    }
}
