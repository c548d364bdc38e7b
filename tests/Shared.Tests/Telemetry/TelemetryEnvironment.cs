namespace AdaSapSweep.Shared.Tests.Telemetry;

/// <summary>The OTEL_* variables of this process and its span listeners are shared: tests that touch them run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class TelemetryOfTheProcess
{
    public const string Name = "telemetry of the process";
}

/// <summary>Sets OTEL_* variables for a test, all others unset, and puts back what there was.</summary>
internal sealed class TelemetryEnvironment : IDisposable
{
    private readonly Dictionary<string, string?> _before = [];

    public TelemetryEnvironment(params (string Name, string Value)[] variables)
    {
        foreach (var name in Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(n => n.StartsWith("OTEL_", StringComparison.Ordinal)))
        {
            Set(name, null);
        }

        foreach (var (name, value) in variables) Set(name, value);
    }

    public void Dispose()
    {
        foreach (var (name, value) in _before) Environment.SetEnvironmentVariable(name, value);
    }

    private void Set(string name, string? value)
    {
        _before.TryAdd(name, Environment.GetEnvironmentVariable(name));
        Environment.SetEnvironmentVariable(name, value);
    }
}
