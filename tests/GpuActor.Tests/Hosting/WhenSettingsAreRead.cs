using AdaSapSweep.GpuActor.Hosting;
using AdaSapSweep.Shared.Configuration;
using AdaSapSweep.Shared.LocalSlots;
using AdaSapSweep.TestSupport;
using Xunit;

namespace AdaSapSweep.GpuActor.Tests.Hosting;

public sealed class WhenSettingsAreRead : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void EveryShippedSettingOfAGpuActor_IsUsed()
    {
        var loaded = HoconFiles.Load("gpu-actor.conf", null);
        var section = loaded.Section(HostSettings.Section);
        HostSettings.Read(Options(), loaded.All, section);
        var shipped = KnownSettings.Names(loaded.All).Where(name => name.StartsWith($"{HostSettings.Section}.", StringComparison.Ordinal)).ToHashSet();
        Assert.NotEmpty(shipped);
        Assert.Equal(shipped.Order(), section.NamesRead.Order());
    }

    /// <summary>By the names that provenance has.</summary>
    [Theory]
    [InlineData("cpu", "channels-last-on-cpu", "channels-last")]
    [InlineData("cpu", "fold-batch-norm", "fold-batch-norm")]
    [InlineData("cpu", "cache-slices", "cache-slices")]
    [InlineData("cpu", "grouped-updates", "grouped-updates")]
    [InlineData("cuda:0", "grouped-updates", "grouped-updates")]
    public void AFastPathIsOn_UnlessItIsSwitchedOff(string device, string setting, string path)
    {
        File.WriteAllText(_folder["own.conf"], $"{HostSettings.Section}.fast-paths.{setting} = off");
        var usual = HostSettings.Read(Options() with { Device = device }).GpuActor.FastPaths.ToString().Split(' ');
        Assert.Contains(path, usual);
        Assert.Equal(usual.Except([path]), HostSettings.Read(Options() with { Device = device, ConfigFile = _folder["own.conf"] }).GpuActor.FastPaths.ToString().Split(' '));
    }

    [Fact]
    public void ALocalProcessLingersAsSet_ARemoteOneForEver_EitherAsTheFlagSays()
    {
        var remote = Options() with { Coordinator = "akka.tcp://AdaSapSweep@127.0.0.1:4053" };
        Assert.Equal(TimeSpan.FromMinutes(10), HostSettings.Read(Options()).GpuActor.Linger);
        Assert.Null(HostSettings.Read(remote).GpuActor.Linger);
        Assert.Equal(TimeSpan.FromSeconds(7), HostSettings.Read(Options() with { Linger = TimeSpan.FromSeconds(7) }).GpuActor.Linger);
        Assert.Equal(TimeSpan.FromSeconds(7), HostSettings.Read(remote with { Linger = TimeSpan.FromSeconds(7) }).GpuActor.Linger);
    }

    [Fact]
    public void ALocalProcessFindsTheCoordinatorBesideTheStore()
    {
        var find = HostSettings.Read(Options()).Find;
        Assert.Null(find());
        var address = new CoordinatorAddress("akka.tcp://AdaSapSweep@127.0.0.1:4053", Guid.NewGuid());
        address.WriteTo(CoordinatorAddress.PathOf(_folder["store.db"]));
        Assert.Equal(address, find());
    }

    private GpuActorOptions Options() => new(null, new("cpu/1"), "cpu", 1, null, _folder["store.db"], null, null, null, null);
}
