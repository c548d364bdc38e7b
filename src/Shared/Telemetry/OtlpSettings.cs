using System.Globalization;
using OpenTelemetry.Exporter;

namespace AdaSapSweep.Shared.Telemetry;

/// <summary>
/// What the standard OTEL_* variables ask for. The SDK reads the general ones itself; those of one signal, as
/// OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, it reads only where it configures all signals alike, so they are applied here.
/// </summary>
internal sealed class OtlpSettings(Func<string, string?> variable)
{
    public const string Traces = "TRACES";
    public const string Metrics = "METRICS";
    public const string Logs = "LOGS";

    /// <summary>Whether a signal is to go nowhere at all.</summary>
    public bool IsOff(string signal) => Disabled || variable($"OTEL_{signal}_EXPORTER") == "none";

    /// <summary>Whether a signal is exported over OTLP.</summary>
    public bool Uses(string signal) => !IsOff(signal) &&
        (variable($"OTEL_{signal}_EXPORTER") == "otlp"
            || variable("OTEL_EXPORTER_OTLP_ENDPOINT") is { Length: > 0 }
            || Of(signal, "ENDPOINT") is not null);

    /// <summary>The variables of one signal take precedence over the general ones; a value that cannot be read is passed over.</summary>
    public Action<OtlpExporterOptions> For(string signal) => options =>
    {
        if (Uri.TryCreate(Of(signal, "ENDPOINT"), UriKind.Absolute, out var endpoint)) options.Endpoint = endpoint;
        if (Of(signal, "HEADERS") is { } headers) options.Headers = headers;
        if (int.TryParse(Of(signal, "TIMEOUT"), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds))
        {
            options.TimeoutMilliseconds = milliseconds;
        }

        options.Protocol = Of(signal, "PROTOCOL") switch
        {
            "grpc" => OtlpExportProtocol.Grpc,
            "http/protobuf" => OtlpExportProtocol.HttpProtobuf,
            _ => options.Protocol,
        };
    };

    /// <summary>Whether no trace at all is to be recorded.</summary>
    public bool IsAlwaysOff => variable("OTEL_TRACES_SAMPLER") is "always_off" or "parentbased_always_off";

    private bool Disabled => string.Equals(variable("OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase);

    private string? Of(string signal, string name) => variable($"OTEL_EXPORTER_OTLP_{signal}_{name}") is { Length: > 0 } value ? value : null;
}
