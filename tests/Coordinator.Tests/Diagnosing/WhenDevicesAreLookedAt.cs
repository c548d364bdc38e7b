using AdaSapSweep.Coordinator.Diagnosing;
using AdaSapSweep.Coordinator.Diagnosing.Checks;
using AdaSapSweep.Shared.LocalSlots;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Diagnosing;

public sealed class WhenDevicesAreLookedAt
{
    private const string Upstream = "TorchSharp 1.0.0.0";
    private const string Refused = "Could not run 'aten::empty'";

    [Fact]
    public async Task AProcessorThatComputes_IsFine() =>
        Assert.Equal(Severity.Ok, Assert.Single(await new TorchCheck(() => false).Look(Machines.With())).Level);

    [Fact]
    public async Task ALibraryThatDoesNotLoad_IsSetUpAnew()
    {
        var broken = Machines.Healthy with { Devices = [new("cpu", "Unable to load shared library 'adasap_torch'")] };
        var finding = Assert.Single(await new TorchCheck(() => false).Look(Machines.With(torch: broken)));
        Assert.Equal((Severity.Problem, "./adasap setup"), (finding.Level, finding.Fix));
        Assert.Contains("Unable to load shared library", finding.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AProcessThatBreaksDown_IsAProblemToo()
    {
        var finding = Assert.Single(await new TorchCheck(() => false).Look(Machines.WithoutAnswer));
        Assert.Equal((Severity.Problem, "it ended with exit code 134"), (finding.Level, finding.What));
    }

    [Theory]
    [InlineData(false, Upstream, "", "no NVIDIA driver is here", "nvidia-smi -L")]
    [InlineData(true, Upstream, "", "may be the one for the CPU", "--torch-backend cuda")]
    [InlineData(true, "AdaSapSweep.Bundled.TorchSharp 0.1.0.0", "", "may be built without CUDA", "LIBTORCH=")]
    [InlineData(true, Upstream, "-1", "CUDA_VISIBLE_DEVICES='-1' hides every GPU", "unset CUDA_VISIBLE_DEVICES")]
    public async Task AGpuThatIsAskedForAndNotSeen_GetsTheReason(bool driver, string package, string visible, string reason, string fix)
    {
        var report = new TorchReport(package, "/usr/lib/libtorch_cpu.so", 0, [new("cuda:0", Refused)], null);
        var variables = visible.Length == 0 ? [] : new Dictionary<string, string> { ["CUDA_VISIBLE_DEVICES"] = visible };
        var finding = Assert.Single(await new TorchCheck(() => driver).Look(Machines.With(torch: report, devices: "cuda:0", environment: variables)));
        Assert.Equal(Severity.Problem, finding.Level);
        Assert.Contains(reason, finding.What, StringComparison.Ordinal);
        Assert.Contains(fix, finding.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AGpuThatThereIsNot_GetsThoseThatThereAre()
    {
        var report = new TorchReport(Upstream, null, 2, [new("cuda:1", null), new("cuda:2", Refused)], null);
        var findings = await new TorchCheck(() => true).Look(Machines.With(torch: report, devices: "cuda:1,cuda:2"));
        Assert.Equal([Severity.Ok, Severity.Problem], findings.Select(f => f.Level));
        Assert.Equal("adasap run SWEEP --devices cuda:0,cuda:1", findings[1].Fix);
    }

    [Theory]
    [InlineData(2, true, "--devices cuda:0,cuda:1")]
    [InlineData(0, true, "./adasap setup")]
    public async Task AGpuThatNobodyUses_IsAWarning(int gpus, bool driver, string fix)
    {
        var findings = await new TorchCheck(() => driver).Look(Machines.With(torch: Machines.Healthy with { CudaDevices = gpus }));
        Assert.Equal([Severity.Ok, Severity.Warning], findings.Select(f => f.Level));
        Assert.Contains(fix, findings[1].Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(8, 8, 1, Severity.Ok, null)]
    [InlineData(8, 0, 1, Severity.Ok, null)]
    [InlineData(8, 4, 4, Severity.Warning, "--slots 2 --threads 4")]
    [InlineData(2, 2, 4, Severity.Warning, "--slots 1 --threads 2")]
    [InlineData(16, 2, 1, Severity.Warning, "--slots 16 --threads 1")]
    public async Task SlotsAndThreads_AreHeldAgainstTheCores(int cores, int slots, int threads, object level, string? fix)
    {
        var machine = slots == 0 ? Machines.With(devices: "cuda:0", threads: threads) : Machines.With(slots: slots, threads: threads);
        var finding = Assert.Single(await new ProcessorCheck(cores).Look(machine));
        Assert.Equal((Severity)level, finding.Level);
        Assert.EndsWith(fix ?? "", finding.Fix ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, 4L << 30, Severity.Ok)]
    [InlineData(8, 2L << 30, Severity.Warning)]
    public async Task MemoryIsHeldAgainstTheSlots(int slots, long allowed, object level)
    {
        var finding = Assert.Single(await new MemoryCheck(() => new(allowed, 64L << 30, 32L << 30)).Look(Machines.With(slots: slots)));
        Assert.Equal((Severity)level, finding.Level);
        Assert.Contains("a control group limits it", finding.What, StringComparison.Ordinal);
    }
}
