using System.Collections;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace AdaSapSweep.Shared.Telemetry;

/// <summary>
/// A process's exporters. With an endpoint in the standard OTEL_* variables: traces, metrics and logs over OTLP. With none: spans
/// into a file beside the store. Exporting goes on in the background, in bounded queues that drop what a dead backend does not take.
/// </summary>
public sealed class TelemetryHost : IDisposable
{
    /// <summary>How long the end of a process may wait for its last spans.</summary>
    public static readonly TimeSpan FlushDeadline = TimeSpan.FromSeconds(2);

    /// <summary>The same where the backend is known not to answer.</summary>
    public static readonly TimeSpan DeadFlushDeadline = TimeSpan.FromMilliseconds(200);

    /// <summary>A call of a healthy backend takes milliseconds, and one across the world less than this.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private const int FileBatchMilliseconds = 1000;

    private readonly IDisposable?[] _providers;
    private readonly BackendWatch _backend;
    private bool _disposed;

    private TelemetryHost(BackendWatch backend, ILoggerFactory loggers, string? spanFile, params IDisposable?[] providers)
    {
        _backend = backend;
        Loggers = loggers;
        SpanFile = spanFile;
        _providers = providers;
    }

    public static string Version { get; } =
        typeof(TelemetryHost).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>Records carry the ids of the span in which they are written. Without an OTLP endpoint for logs it has no outlet; add one to it.</summary>
    public ILoggerFactory Loggers { get; }

    /// <summary>
    /// Where spans go when there is no OTLP endpoint; made with the first span. Null with an endpoint, and with
    /// OTEL_TRACES_EXPORTER=none or OTEL_SDK_DISABLED=true.
    /// </summary>
    public string? SpanFile { get; }

    /// <summary>The folder of span files that belongs to a store: a file a process, a line a batch, in OTLP's JSON encoding.</summary>
    public static string SpanFolder(string storePath) => Path.GetFullPath(storePath) + ".traces";

    /// <param name="serviceName">One of <see cref="TelemetrySources"/>, unless OTEL_SERVICE_NAME overrides it.</param>
    /// <param name="storePath">The store, made or not yet; span files are put beside it.</param>
    public static TelemetryHost Start(string serviceName, string storePath, TimeProvider clock)
    {
        var settings = new OtlpSettings(Environment.GetEnvironmentVariable);
        var instance = string.Create(CultureInfo.InvariantCulture, $"{clock.GetUtcNow():yyyyMMdd'T'HHmmss'.'fff}-{Environment.ProcessId}");
        var resource = ResourceBuilder.CreateEmpty().AddTelemetrySdk()
            .AddService(serviceName, serviceVersion: Version, serviceInstanceId: $"{Environment.MachineName}-{instance}")
            .AddAttributes([new("host.name", Environment.MachineName), new("process.pid", (long)Environment.ProcessId)])
            .AddEnvironmentVariableDetector();
        var goesToFile = !settings.IsOff(OtlpSettings.Traces) && !settings.Uses(OtlpSettings.Traces);
        var spanFile = goesToFile ? Path.Combine(SpanFolder(storePath), $"{serviceName}-{instance}.jsonl") : null;
        var loggers = Logs(settings, resource);
        var variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(v => (string)v.Key, v => (string?)v.Value ?? "", StringComparer.Ordinal);
        var endpoints = new OtlpVariables(variables).Targets().Select(target => target.Endpoint);
        return new(new BackendWatch(endpoints, Patience, clock), loggers, spanFile, Traces(settings, resource, spanFile), Metrics(settings, resource), loggers);
    }

    /// <summary>Hands over what is queued, within <see cref="FlushDeadline"/> whatever the backend does, and gives a dead one hardly any time. Never throws.</summary>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        var deadline = _backend.IsDead ? DeadFlushDeadline : FlushDeadline;
        _backend.Dispose();
        // An exporter may sit in a call to a backend that never answers; its thread ends with the process.
        var ends = _providers.OfType<IDisposable>().Select(provider => Task.Factory.StartNew(
            () => End(provider), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        Task.WaitAny([Task.WhenAll(ends)], deadline);
    }

    private static TracerProvider? Traces(OtlpSettings settings, ResourceBuilder resource, string? spanFile)
    {
        if (settings.IsOff(OtlpSettings.Traces)) return null;
        var builder = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource([.. TelemetrySources.All]);
        // Which trials are traced is the coordinator's choice, and comes with each order: sampling by trace would take a whole sweep or none of it.
        builder.SetSampler(settings.IsAlwaysOff ? new AlwaysOffSampler() : new ParentBasedSampler(new AlwaysOnSampler()));
        return spanFile is null
            ? builder.AddOtlpExporter(settings.For(OtlpSettings.Traces)).Build()
            : builder.AddProcessor(new BatchActivityExportProcessor(
                new SpanFileExporter(spanFile, SpanFileLimits.Usual), scheduledDelayMilliseconds: FileBatchMilliseconds)).Build();
    }

    private static ILoggerFactory Logs(OtlpSettings settings, ResourceBuilder resource)
    {
        if (!settings.Uses(OtlpSettings.Logs)) return new LoggerFactory();
        return LoggerFactory.Create(logging => logging.AddOpenTelemetry(options =>
        {
            options.SetResourceBuilder(resource);
            options.IncludeFormattedMessage = true;
            options.AddOtlpExporter(settings.For(OtlpSettings.Logs));
        }));
    }

    private static MeterProvider? Metrics(OtlpSettings settings, ResourceBuilder resource) => settings.Uses(OtlpSettings.Metrics)
        ? Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter([.. TelemetrySources.All])
            .AddOtlpExporter(settings.For(OtlpSettings.Metrics)).Build()
        : null;

    private static void End(IDisposable provider)
    {
        var milliseconds = (int)FlushDeadline.TotalMilliseconds;
        if (provider is TracerProvider traces) traces.Shutdown(milliseconds);
        if (provider is MeterProvider metrics) metrics.Shutdown(milliseconds);
        provider.Dispose();
    }
}
