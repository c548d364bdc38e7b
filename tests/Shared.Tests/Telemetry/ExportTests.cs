using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Telemetry;
using AdaSapSweep.TestSupport;
using AdaSapSweep.TestSupport.Otlp;
using Microsoft.Extensions.Logging;

namespace AdaSapSweep.Shared.Tests.Telemetry;

[Collection(TelemetryOfTheProcess.Name)]
public sealed class WhenTelemetryIsExported : IDisposable
{
    private const string Service = TelemetrySources.Coordinator;

    private readonly TemporaryFolder _folder = new();
    private readonly SweepInstruments _instruments = new(Service);

    private string Store => _folder["store.db"];

    [Fact]
    public void WithAnEndpoint_TracesMetricsAndLogsArriveThere()
    {
        using var receiver = new OtlpReceiver();
        using var environment = Otlp(receiver.Endpoint);
        ActivityTraceId trace;
        Activity sweep;
        using (var host = Start())
        {
            Assert.Null(host.SpanFile);
            trace = SampleTrace.Record(_instruments);
            _instruments.AttemptEnded("pretrain", FailureKind.Diverged, TimeSpan.FromSeconds(2));
            using (sweep = _instruments.Spans.StartActivity("logged")!)
            {
                host.Loggers.CreateLogger("test").LogInformation("stage {Stage} is through", "abc");
            }
        }

        Assert.Empty(receiver.Errors);
        SampleTrace.IsIn(receiver.Spans, trace, Service);
        var names = receiver.Metrics.Select(m => m.Name).ToHashSet();
        Assert.Superset(new HashSet<string> { "adasap.attempts", "adasap.stage.duration", "process.memory.usage" }, names);
        var log = Assert.Single(receiver.Logs);
        Assert.Equal(("stage abc is through", sweep.TraceId.ToHexString(), sweep.SpanId.ToHexString()), (log.Body, log.TraceId, log.SpanId));
        Assert.False(Directory.Exists(TelemetryHost.SpanFolder(Store)));
    }

    [Fact]
    public void WithAnEndpointForTracesAlone_TheyArriveThere()
    {
        using var receiver = new OtlpReceiver();
        using var environment = new TelemetryEnvironment(
            ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", receiver.Endpoint + "/v1/traces"), ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "http/protobuf"));
        ActivityTraceId trace;
        using (Start()) trace = SampleTrace.Record(_instruments);
        SampleTrace.IsIn(receiver.Spans, trace, Service);
        Assert.Empty(receiver.Metrics);
    }

    [Fact]
    public void WithNoEndpoint_SpansAreInAFileBesideTheStore()
    {
        using var environment = new TelemetryEnvironment();
        ActivityTraceId trace;
        string file;
        using (var host = Start())
        {
            trace = SampleTrace.Record(_instruments);
            file = host.SpanFile!;
        }

        Assert.Equal(Store + ".traces", Path.GetDirectoryName(file));
        SampleTrace.IsIn(OtlpJsonLines.SpansOf(file), trace, Service);
    }

    [Fact]
    public async Task WhatWasExportedIsInTheFileBeforeTheProcessEnds()
    {
        using var environment = new TelemetryEnvironment();
        using var host = Start();
        var trace = SampleTrace.Record(_instruments);
        await Eventually.True(
            () => File.Exists(host.SpanFile) && File.ReadAllText(host.SpanFile!).EndsWith('\n'), TimeSpan.FromSeconds(30), "a line in the span file");
        SampleTrace.IsIn(OtlpJsonLines.SpansIn(TelemetryHost.SpanFolder(Store)), trace, Service);
    }

    [Fact]
    public void WithNothingToTell_NothingIsLeftBesideTheStore()
    {
        using var environment = new TelemetryEnvironment();
        Start().Dispose();
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData("OTEL_SDK_DISABLED", "true")]
    [InlineData("OTEL_TRACES_EXPORTER", "none")]
    public void WhenItIsTurnedOff_NobodyListens(string variable, string value)
    {
        using var environment = new TelemetryEnvironment((variable, value));
        using var host = Start();
        Assert.Null(_instruments.Spans.StartActivity("sweep"));
    }

    [Fact]
    public void VariablesThatCannotBeRead_DoNotStopTheProcess()
    {
        using var environment = new TelemetryEnvironment(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", "not an address"), ("OTEL_EXPORTER_OTLP_PROTOCOL", "pigeon"),
            ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "neither"), ("OTEL_EXPORTER_OTLP_TIMEOUT", "soon"), ("OTEL_RESOURCE_ATTRIBUTES", "=,=="));
        using var host = Start();
        Assert.NotNull(_instruments.Spans.StartActivity("sweep"));
    }

    [Fact]
    public void ABackendThatIsDown_DoesNotHoldTheProcess()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();
        EndsInTime(port);
    }

    [Fact]
    public void ABackendThatNeverAnswers_DoesNotHoldTheProcess()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        EndsInTime(((IPEndPoint)silent.LocalEndpoint).Port);
    }

    [Fact]
    public void AFolderThatCannotBeMade_CostsSpansAndNothingElse()
    {
        using var environment = new TelemetryEnvironment();
        File.WriteAllText(Store + ".traces", "in the way");
        using (Start()) SampleTrace.Record(_instruments);
        Assert.Equal("in the way", File.ReadAllText(Store + ".traces"));
    }

    public void Dispose()
    {
        _instruments.Dispose();
        _folder.Dispose();
    }

    private static TelemetryEnvironment Otlp(string endpoint) =>
        new(("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"));

    private TelemetryHost Start() => TelemetryHost.Start(Service, Store, TimeProvider.System);

    private void EndsInTime(int port)
    {
        using var environment = Otlp(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        var host = Start();
        SampleTrace.Record(_instruments);
        host.Loggers.CreateLogger("test").LogInformation("a line");
        _instruments.StepEnded("pretrain", 128, TimeSpan.FromSeconds(1));
        var watch = Stopwatch.StartNew();
        host.Dispose();
        // Well above the two seconds that are promised, well below the exporter's own ten.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(6), $"the end took {watch.Elapsed}");
    }
}
