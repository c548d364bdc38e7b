using System.Globalization;
using System.Net;
using System.Net.Sockets;
using AdaSapSweep.Coordinator.Diagnosing;
using AdaSapSweep.Coordinator.Diagnosing.Checks;
using AdaSapSweep.TestSupport;
using AdaSapSweep.TestSupport.Otlp;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Diagnosing;

public sealed class WhenTheSurroundingsAreLookedAt
{
    [Fact]
    public void EveryCheckThereIs_IsMade_EachUnderItsOwnName()
    {
        var checks = typeof(ICheck).Assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(ICheck))).ToList();
        // It takes its time, and is made where it is asked for.
        Assert.True(checks.Remove(typeof(SpeedCheck)));
        Assert.Equal(checks.Select(t => t.Name).Order(), Examination.All.Select(c => c.GetType().Name).Order());
        Assert.Distinct(Examination.All.Select(c => c.Name));
    }

    [Fact]
    public async Task APortThatIsTaken_IsAProblem()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var finding = Assert.Single(await new PortCheck().Look(Machines.With(hocon: string.Create(CultureInfo.InvariantCulture, $"akka.remote.dot-netty.tcp.port = {port}"))));
        Assert.Equal(Severity.Problem, finding.Level);
        Assert.Contains(port.ToString(CultureInfo.InvariantCulture), finding.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAddressThatIsNotThisMachines_IsAProblem()
    {
        var finding = Assert.Single(await new PortCheck().Look(Machines.With(hocon: "akka.remote.dot-netty.tcp.hostname = \"192.0.2.1\"")));
        Assert.Equal(Severity.Problem, finding.Level);
    }

    [Fact]
    public async Task WrongSettings_AreNamed_ThoseOfTheGpuActorsToo()
    {
        var machine = Machines.With(torch: Machines.Healthy with { SettingsProblem = "gpu.conf: there is no setting a" }) with { SettingsProblem = "user.conf: there is no setting b" };
        var findings = await new SettingsCheck().Look(machine);
        Assert.Equal(["user.conf: there is no setting b", "gpu.conf: there is no setting a"], findings.Select(f => f.What));
        Assert.All(findings, f => Assert.Equal(Severity.Problem, f.Level));
        Assert.Equal(Severity.Ok, Assert.Single(await new SettingsCheck().Look(Machines.WithoutAnswer)).Level);
    }

    [Fact]
    public async Task WithoutAnEndpoint_TelemetryIsFine() =>
        Assert.Equal(Severity.Ok, Assert.Single(await new TelemetryCheck().Look(Machines.With())).Level);

    [Fact]
    public async Task ABackendThatAnswers_IsFine()
    {
        using var backend = new OtlpReceiver();
        var findings = await new TelemetryCheck().Look(Machines.With(environment: Http(backend.Endpoint)));
        Assert.Equal(["traces", "metrics", "logs"], findings.Select(f => f.What.Split(' ')[0]));
        Assert.All(findings, f => Assert.Equal(Severity.Ok, f.Level));
    }

    [Theory]
    [InlineData("http/protobuf")]
    [InlineData("grpc")]
    public async Task ABackendThatIsNotThere_IsAWarning(string protocol)
    {
        var variables = new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}"),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = protocol,
        };
        var finding = Assert.Single(await new TelemetryCheck().Look(Machines.With(environment: variables)));
        Assert.Equal(Severity.Warning, finding.Level);
    }

    [Fact]
    public async Task AVariableThatCannotBeRead_IsAProblem()
    {
        var variables = new Dictionary<string, string> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "localhost:4317" };
        var finding = Assert.Single(await new TelemetryCheck().Look(Machines.With(environment: variables)));
        Assert.Equal(Severity.Problem, finding.Level);
        Assert.StartsWith("unset OTEL_EXPORTER_OTLP_ENDPOINT,", finding.Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name: a\ndata: { name: shapes }\ngrids: [{ method: sgd }]", Severity.Ok, "1 trials, 2 stages")]
    [InlineData("name: a\ndata: { name: shapes }\ngrids: [{ method: sdg }]", Severity.Problem, "did you mean 'sgd'?")]
    [InlineData("name: a\ndata: { name: cifar10 }\ngrids: [{ method: sgd }]", Severity.Problem, "no data folder was given")]
    public async Task ASweepFile_IsPlanned_WithItsData(string text, object level, string expected)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["sweep.yaml"], text);
        var finding = Assert.Single(await new SweepFileCheck(() => false).Look(Machines.With(sweep: new(folder["sweep.yaml"], false, null))));
        Assert.Equal((Severity)level, finding.Level);
        Assert.Contains(expected, finding.What, StringComparison.Ordinal);
        Assert.Equal((Severity)level != Severity.Ok, finding.Fix is not null);
    }

    [Theory]
    [InlineData("float16", true, Severity.Problem, "for GPUs")]
    [InlineData("bfloat16", false, Severity.Warning, "no instructions for bfloat16")]
    [InlineData("bfloat16", true, null, "")]
    [InlineData("bfloat16", null, null, "")]
    public async Task TheTypesOfASweep_AreHeldAgainstTheProcessor(string precision, bool? hasBFloat16, object? level, string expected)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["sweep.yaml"], $"name: a\ndata: {{ name: shapes }}\ntraining: {{ precision: {precision} }}\ngrids: [{{ method: sgd }}]");
        var findings = (await new SweepFileCheck(() => hasBFloat16).Look(Machines.With(sweep: new(folder["sweep.yaml"], false, null)))).Skip(1).ToList();
        if (level is null) Assert.Empty(findings);
        else Assert.Equal((Severity)level, Assert.Single(findings).Level);
        Assert.All(findings, finding => Assert.Contains(expected, finding.What, StringComparison.Ordinal));
    }

    [Fact]
    public void InstructionsForBFloat16_AreReadFromTheKernelsList()
    {
        Assert.True(ProcessorFlags.HasBFloat16(["processor\t: 0", "flags\t\t: fpu avx512_bf16 sse"]));
        Assert.False(ProcessorFlags.HasBFloat16(["flags\t\t: fpu avx2 sse"]));
        Assert.Null(ProcessorFlags.HasBFloat16(["processor\t: 0"]));
    }

    private static Dictionary<string, string> Http(string endpoint) =>
        new() { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint, ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf" };

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
