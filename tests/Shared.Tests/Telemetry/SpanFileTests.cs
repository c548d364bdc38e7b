using System.Diagnostics;
using System.Text;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Telemetry;
using AdaSapSweep.TestSupport;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace AdaSapSweep.Shared.Tests.Telemetry;

[Collection(TelemetryOfTheProcess.Name)]
public sealed class TheSpanFiles : IDisposable
{
    private const string Good = """{"traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"b7ad6b7169203331","name":"sweep","startTimeUnixNano":"1700000000000000000","endTimeUnixNano":"1700000001000000000"}""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void GiveBackWhatWasExported()
    {
        using var instruments = new SweepInstruments(TelemetrySources.Coordinator);
        ActivityTraceId trace;
        using (Tracing(SpanFileLimits.Usual)) trace = SampleTrace.Record(instruments);
        var files = new SpanFiles(_folder.Path);
        var spans = files.Read().ToList();
        Assert.Equal(0, files.Unread);
        var (attempt, sweep) = (spans.Single(s => s.Name == "attempt"), spans.Single(s => s.Name == "sweep"));
        Assert.Equal((trace.ToHexString(), "", sweep.SpanId), (sweep.TraceId, sweep.ParentId, attempt.ParentId));
        Assert.Equal(("pretrain", 2.0), (attempt.Word(TelemetryAttributes.StageKind), attempt.Number(TelemetryAttributes.Attempt)));
        Assert.True(sweep.Start <= attempt.Start && attempt.End <= sweep.End && sweep.Start.Year > 2023);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{}]}]}]}")]
    [InlineData("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[7]}]}]}")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[")]
    public void LeaveOutAndCountWhatIsNoSpan(string line)
    {
        Write(line + "\n" + Line(Good) + "\n");
        var files = new SpanFiles(_folder.Path);
        Assert.Single(files.Read());
        Assert.Equal(1, files.Unread);
    }

    [Theory]
    [InlineData("0af7651916cd43dd8448eb211c80319c", "00000000000000000000000000000000")]
    [InlineData("b7ad6b7169203331", "../../etc/passwd")]
    [InlineData("\"1700000001000000000\"", "\"1600000000000000000\"")]
    [InlineData("\"1700000001000000000\"", "\"99999999999999999999\"")]
    [InlineData("\"1700000001000000000\"", "-5")]
    [InlineData("\"sweep\"", "null")]
    public void LeaveOutASpanWhoseIdsNameOrTimesCannotBe(string part, string by)
    {
        Write(Line(Good.Replace(part, by, StringComparison.Ordinal)) + "\n");
        var files = new SpanFiles(_folder.Path);
        Assert.Empty(files.Read());
        Assert.Equal(1, files.Unread);
    }

    [Fact]
    public void OfAProcessThatWasKilled_LoseItsTornLineAndNothingElse()
    {
        Write(Line(Good) + "\n" + Line(Good)[..40]);
        var files = new SpanFiles(_folder.Path);
        Assert.Single(files.Read());
        Assert.Equal(0, files.Unread);
    }

    [Fact]
    public void AreEmpty_WhereThereIsNoFolder() => Assert.Empty(new SpanFiles(_folder["none"]).Read());

    [Fact]
    public void TakeNoMoreThanTheirLimits_AndKeepTheNewest()
    {
        using var instruments = new SweepInstruments(TelemetrySources.Coordinator);
        var limits = new SpanFileLimits(File: 4000, Folder: 20_000);
        using (var provider = Tracing(limits))
        {
            for (var i = 0; i < 200; i++)
            {
                using (instruments.Spans.StartActivity(FormattableString.Invariant($"span {i}"))) { }
                provider.ForceFlush();
            }
        }
        var files = Directory.GetFiles(_folder.Path).Select(f => new FileInfo(f)).ToList();
        Assert.All(files, f => Assert.InRange(f.Length, 1, limits.File));
        Assert.InRange(files.Sum(f => f.Length), limits.Folder / 2, limits.Folder);
        var names = new SpanFiles(_folder.Path).Read().Select(s => s.Name).ToHashSet();
        Assert.Contains("span 199", names);
        Assert.DoesNotContain("span 0", names);
    }

    [Fact]
    public void KnowSpansByIdsThatFollowFromWhatTheyAreAbout()
    {
        using var instruments = new SweepInstruments(TelemetrySources.Coordinator);
        var stage = new StageKey(new string('a', 64));
        using (Tracing(SpanFileLimits.Usual))
        {
            using (instruments.Spans.StartKnown("sweep", trace => SpanIds.OfRun(trace, 1), default)) { }
        }
        var span = Assert.Single(new SpanFiles(_folder.Path).Read());
        var id = ActivityTraceId.CreateFromString(span.TraceId);
        Assert.Equal(SpanIds.OfRun(id, 1).ToHexString(), span.SpanId);
        Assert.Equal(4, new[] { SpanIds.OfRun(id, 1), SpanIds.OfRun(id, 2), SpanIds.OfAttempt(id, stage, new(1)), SpanIds.OfAttempt(id, stage, new(2)) }.Distinct().Count());
    }

    private static string Line(string span) => $$$"""{"resourceSpans":[{"scopeSpans":[{"spans":[{{{span}}}]}]}]}""";

    private void Write(string text) => File.WriteAllText(_folder["a.jsonl"], text, new UTF8Encoding(false));

    private TracerProvider Tracing(SpanFileLimits limits) => Sdk.CreateTracerProviderBuilder().AddSource(TelemetrySources.Coordinator)
        .AddProcessor(new BatchActivityExportProcessor(new SpanFileExporter(_folder["spans.jsonl"], limits))).Build();
}
