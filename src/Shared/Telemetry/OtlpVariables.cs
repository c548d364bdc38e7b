using System.Globalization;
using AdaSapSweep.Shared.SweepFiles.Checking;

namespace AdaSapSweep.Shared.Telemetry;

/// <summary>Where a signal goes.</summary>
/// <param name="Signal"><c>traces</c>, <c>metrics</c> or <c>logs</c>.</param>
public sealed record OtlpTarget(string Signal, Uri Endpoint, bool IsGrpc);

/// <summary>Looks the OTEL_* variables over for what a run passes over in silence: values that cannot be read, and names that nobody reads.</summary>
public sealed class OtlpVariables
{
    private const string Exporter = "OTEL_EXPORTER_OTLP_";
    private const string Grpc = "grpc";
    private const string Http = "http/protobuf";

    private static readonly string[] Signals = [OtlpSettings.Traces, OtlpSettings.Metrics, OtlpSettings.Logs];

    private static readonly string[] OfExporter = ["ENDPOINT", "HEADERS", "TIMEOUT", "PROTOCOL", "COMPRESSION", "CERTIFICATE", "CLIENT_CERTIFICATE", "CLIENT_KEY"];

    private readonly IReadOnlyDictionary<string, string> _variables;
    private readonly OtlpSettings _settings;

    /// <param name="variables">The environment; what does not begin with OTEL_ is not looked at.</param>
    public OtlpVariables(IReadOnlyDictionary<string, string> variables)
    {
        _variables = variables;
        _settings = new(name => variables.GetValueOrDefault(name));
    }

    /// <summary>A line for each, that begins with the variable's name.</summary>
    public IEnumerable<string> Problems()
    {
        string?[] own = [null, .. Signals];
        foreach (var signal in own)
        {
            if (Value(signal, "ENDPOINT") is { } endpoint && (!Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")))
                yield return $"{Name(signal, "ENDPOINT")}='{endpoint}' is no address; expected one as http://localhost:4317";
            if (Value(signal, "PROTOCOL") is { } protocol && protocol is not (Grpc or Http)) yield return $"{Name(signal, "PROTOCOL")}='{protocol}' is not known; expected {Grpc} or {Http}";
            if (Value(signal, "TIMEOUT") is { } timeout && !int.TryParse(timeout, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                yield return $"{Name(signal, "TIMEOUT")}='{timeout}' is no number of milliseconds";
            if (Value(signal, "HEADERS") is { } headers && headers.Split(',').Any(pair => pair.IndexOf('=', StringComparison.Ordinal) < 1))
                yield return $"{Name(signal, "HEADERS")} is no list of name=value, with commas between";
        }

        foreach (var signal in Signals)
        {
            if (_variables.GetValueOrDefault($"OTEL_{signal}_EXPORTER") is { Length: > 0 } exporter && exporter is not ("otlp" or "none"))
                yield return $"OTEL_{signal}_EXPORTER='{exporter}' is not known; expected otlp or none";
        }

        var known = own.SelectMany(signal => OfExporter.Select(key => Name(signal, key))).ToList();
        foreach (var name in _variables.Keys.Where(name => name.StartsWith(Exporter, StringComparison.Ordinal) && !known.Contains(name)).Order(StringComparer.Ordinal))
            yield return $"{name} is not known{(NearestWord.Of(name, known) is { } meant ? $"; did you mean {meant}?" : "")}";
    }

    /// <summary>Where the signals go that go anywhere; those whose address cannot be read are left out.</summary>
    public IEnumerable<OtlpTarget> Targets()
    {
        foreach (var signal in Signals.Where(_settings.Uses))
        {
            var isGrpc = (Value(signal, "PROTOCOL") ?? Value(null, "PROTOCOL") ?? Grpc) == Grpc;
            var text = Value(signal, "ENDPOINT") ?? AllSignals(signal, isGrpc);
            if (Uri.TryCreate(text, UriKind.Absolute, out var endpoint)) yield return new(signal.ToLowerInvariant(), endpoint, isGrpc);
        }
    }

    /// <summary>The general address gets a path for each signal, but for gRPC, which has its own.</summary>
    private string AllSignals(string signal, bool isGrpc)
    {
        var general = Value(null, "ENDPOINT") ?? (isGrpc ? "http://localhost:4317" : "http://localhost:4318");
        return isGrpc ? general : $"{general.TrimEnd('/')}/v1/{signal.ToLowerInvariant()}";
    }

    private string? Value(string? signal, string key) => _variables.GetValueOrDefault(Name(signal, key)) is { Length: > 0 } value ? value : null;

    private static string Name(string? signal, string key) => signal is null ? Exporter + key : $"{Exporter}{signal}_{key}";
}
