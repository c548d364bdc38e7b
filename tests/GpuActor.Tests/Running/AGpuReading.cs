using System.Runtime.Versioning;
using AdaSapSweep.GpuActor.Running;
using AdaSapSweep.TestSupport;
using Xunit;

namespace AdaSapSweep.GpuActor.Tests.Running;

public sealed class AGpuReading
{
    [Theory]
    [InlineData("1024, 37\n", 1L << 30, 0.37)]
    [InlineData("0, 0", 0, 0)]
    public void IsRead(string answer, long bytes, double share) => Assert.Equal(new GpuReading(bytes, share), GpuReading.Parse(answer));

    [Theory]
    [InlineData("")]
    [InlineData("[N/A], 3")]
    [InlineData("1, 2, 3")]
    [InlineData("No devices were found")]
    public void ThatCannotBeRead_IsNone(string answer) => Assert.Null(GpuReading.Parse(answer));

    [Fact]
    [SupportedOSPlatform("linux")]
    public void ComesFromTheTool_OrIsNoneWhereThereIsNone()
    {
        using var folder = new TemporaryFolder();
        var tool = folder["tool"];
        File.WriteAllText(tool, "#!/bin/sh\n[ \"$4\" = 5 ] && echo '512, 50'\n");
        File.SetUnixFileMode(tool, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Assert.Equal(new GpuReading(512L << 20, .5), GpuReading.Of("cuda:5", null, tool));
        Assert.Null(GpuReading.Of("cuda:4", null, tool));
        Assert.Null(GpuReading.Of("cuda:5", null, folder["missing"]));
    }
}
