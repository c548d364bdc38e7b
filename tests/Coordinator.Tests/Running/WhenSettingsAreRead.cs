using AdaSapSweep.Coordinator.Cli;
using AdaSapSweep.Coordinator.Running;
using AdaSapSweep.Shared.Configuration;
using AdaSapSweep.TestSupport;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Running;

public sealed class WhenSettingsAreRead : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void EveryShippedSettingOfTheCoordinator_IsUsed()
    {
        var loaded = HoconFiles.Load("coordinator.conf", null);
        var section = loaded.Section(RunSettings.Section);
        RunSettings.Read(loaded.All, section, new());
        var shipped = KnownSettings.Names(loaded.All).Where(name => name.StartsWith($"{RunSettings.Section}.", StringComparison.Ordinal)).ToHashSet();
        Assert.NotEmpty(shipped);
        Assert.Equal(shipped.Order(), section.NamesRead.Order());
    }

    [Fact]
    public void AUsersValue_ComesBeforeTheShippedOne()
    {
        var settings = Read("adasap.coordinator { lease-length = 7s }\nadasap.gpu-actor.resend-interval = 2s");
        Assert.Equal(TimeSpan.FromSeconds(7), settings.Scheduling.LeaseLength);
    }

    [Theory]
    [InlineData("adasap.coordinator.lease-lenght = 7s", "did you mean adasap.coordinator.lease-length?")]
    [InlineData("adasap.coordinator { max-crash = 7 }", "did you mean adasap.coordinator.max-crashes?")]
    [InlineData("adasap.coordinator.colour = red", "there is no setting adasap.coordinator.colour")]
    [InlineData("adasap.coordinator.lease-length = soon", "adasap.coordinator.lease-length = soon: expected a duration above zero")]
    [InlineData("adasap.coordinator.lease-length = 0s", "expected a duration above zero")]
    [InlineData("adasap.coordinator.max-crashes = 0", "adasap.coordinator.max-crashes = 0: expected a whole number from 1 to 10000")]
    [InlineData("adasap.coordinator.max-crashes = [1]", "adasap.coordinator.max-crashes is no single value: expected a whole number")]
    [InlineData("adasap.coordinator.devices = cpu", "adasap.coordinator.devices = cpu: expected a list")]
    [InlineData("adasap.coordinator.device-memory-share = 1.1", "adasap.coordinator.device-memory-share = 1.1: expected a number above 0, up to 1")]
    [InlineData("adasap.coordinator.slots-per-device = many", "adasap.coordinator.slots-per-device = many: expected a whole number from 1 to 256, or auto")]
    [InlineData("adasap { }, akka { }", "user.conf")]
    public void AMistake_IsNamedWithItsFile_AndWhatWasExpected(string text, string expected)
    {
        var error = Assert.Throws<HoconFileException>(() => Read(text));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.StartsWith(_folder["user.conf"], error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheShippedSettingsForTls_CanBeGivenAsTheyAre()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "hocon", "tls.conf"))) folder = folder.Parent!;
        var ssl = HoconFiles.Load("coordinator.conf", Path.Combine(folder.FullName, "hocon", "tls.conf")).All.GetConfig("akka.remote.dot-netty.tcp");
        Assert.True(ssl.GetBoolean("enable-ssl"));
        Assert.False(ssl.GetBoolean("ssl.suppress-validation"));
    }

    [Fact]
    public void ACoordinatorApart_HasNoSlots_AndAPortThatOthersCanBeTold()
    {
        var settings = Read("akka { }").Apart("gpu-master", null);
        Assert.Empty(settings.Slots);
        Assert.Equal(("gpu-master", 4053), (settings.Config.GetString("akka.remote.dot-netty.tcp.hostname"), settings.Config.GetInt("akka.remote.dot-netty.tcp.port")));
        Assert.Equal(5000, Read("akka.remote.dot-netty.tcp.port = 5000").Apart(null, null).Config.GetInt("akka.remote.dot-netty.tcp.port"));
    }

    [Fact]
    public void TooManyDevices_AreRefused() =>
        Assert.Throws<UsageException>(() => RunSettings.Read(HoconFiles.Load("coordinator.conf", null), new(Devices: string.Join(',', Enumerable.Repeat("cpu", 257)))));

    [Fact]
    public void EachEntryStandsForSoManySlots_UnlessTheirNumberIsSaid()
    {
        const string two = "adasap.coordinator { devices = [\"cuda:0\", \"cuda:1\"], slots-per-device = 2 }";
        Assert.Equal(["cuda:0/1", "cuda:0/2", "cuda:1/1", "cuda:1/2"], Read(two).Slots.Select(s => s.Slot.Value));
        Assert.Equal(["cuda:1/1", "cuda:1/2", "cuda:1/3"], Read(two, new(Devices: "cuda:1", PerDevice: "3")).Slots.Select(s => s.Slot.Value));
        Assert.Equal(["cpu/1"], Read(two, new(Slots: 1)).Slots.Select(s => s.Slot.Value));
        Assert.Throws<UsageException>(() => Read(two, new(Slots: 1, PerDevice: "2")));
        Assert.False(Read(two).Scheduling.MeasureFirst);
    }

    [Fact]
    public void WithAuto_ADeviceHasAsManyAsAreAllowed_AndWhatIsUnknownRunsAlone()
    {
        var settings = Read("adasap.coordinator { devices = [\"cuda:0\", \"cuda:0\"], slots-per-device = auto, most-slots-per-device = 3 }");
        Assert.Equal(["cuda:0/1", "cuda:0/2", "cuda:0/3"], settings.Slots.Select(s => s.Slot.Value));
        Assert.True(settings.Scheduling.MeasureFirst);
        var processors = Read("akka { }", new(PerDevice: DevicesAsked.Auto, Threads: Environment.ProcessorCount));
        Assert.Equal(["cpu/1"], processors.Slots.Select(s => s.Slot.Value));
    }

    private RunSettings Read(string text, DevicesAsked? asked = null)
    {
        File.WriteAllText(_folder["user.conf"], text);
        return RunSettings.Read(HoconFiles.Load("coordinator.conf", _folder["user.conf"]), asked ?? new());
    }
}
