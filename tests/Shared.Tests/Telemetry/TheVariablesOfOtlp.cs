using AdaSapSweep.Shared.Telemetry;

namespace AdaSapSweep.Shared.Tests.Telemetry;

public sealed class TheVariablesOfOtlp
{
    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "localhost:4317", "is no address; expected one as http://localhost:4317")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "ftp://x", "is no address")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json", "expected grpc or http/protobuf")]
    [InlineData("OTEL_EXPORTER_OTLP_LOGS_TIMEOUT", "10s", "is no number of milliseconds")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "Authorization: x", "is no list of name=value")]
    [InlineData("OTEL_TRACES_EXPORTER", "jaeger", "expected otlp or none")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPIONT", "http://x", "did you mean OTEL_EXPORTER_OTLP_ENDPOINT?")]
    public void ThatCannotBeRead_AreNamed(string name, string value, string expected)
    {
        var problem = Assert.Single(new OtlpVariables(new Dictionary<string, string> { [name] = value }).Problems());
        Assert.StartsWith(name, problem, StringComparison.Ordinal);
        Assert.Contains(expected, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void SayWhereEachSignalGoes()
    {
        var variables = new OtlpVariables(new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://a:4318/",
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"] = "https://b/own",
            ["OTEL_EXPORTER_OTLP_HEADERS"] = "a=1,b=2",
            ["OTEL_LOGS_EXPORTER"] = "none",
            ["OTEL_SERVICE_NAME"] = "mine",
        });
        Assert.Empty(variables.Problems());
        Assert.Equal([new("traces", new("http://a:4318/v1/traces"), false), new("metrics", new("https://b/own"), false)], variables.Targets());
    }

    [Fact]
    public void OfGrpc_GoToOneAddress()
    {
        var variables = new OtlpVariables(new Dictionary<string, string> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://a:4317" });
        Assert.All(variables.Targets(), target => Assert.Equal((new Uri("http://a:4317"), true), (target.Endpoint, target.IsGrpc)));
        Assert.Equal(3, variables.Targets().Count());
    }

    [Fact]
    public void ThatAreNotSet_AskForNothing()
    {
        var variables = new OtlpVariables(new Dictionary<string, string>());
        Assert.Empty(variables.Problems());
        Assert.Empty(variables.Targets());
    }
}
