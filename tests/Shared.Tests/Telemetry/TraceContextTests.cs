using System.Diagnostics;
using AdaSapSweep.Shared.Telemetry;

namespace AdaSapSweep.Shared.Tests.Telemetry;

public sealed class TraceParents
{
    [Fact]
    public void ReadBackAsThemselves()
    {
        var context = TraceContext.Parse(SampleTrace.LinkedTo);
        Assert.True(context.IsRemote);
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", context.TraceId.ToHexString());
        Assert.Equal(SampleTrace.LinkedTo, TraceContext.Format(context));
        Assert.Equal("", TraceContext.Format(default(ActivityContext)));
        Assert.Equal("", TraceContext.Format(null));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("00-00000000000000000000000000000000-b7ad6b7169203331-01")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b71692033-01")]
    public void ThatAreNotValidStartATraceOfTheirOwn(string? text) => Assert.Equal(default, TraceContext.Parse(text));

    [Fact]
    public void AreBounded()
    {
        Assert.Equal(default, TraceContext.Parse(SampleTrace.LinkedTo + "-" + new string('0', 1000)));
        Assert.Equal(TraceContext.MaxLinks, TraceContext.Links(Enumerable.Repeat(SampleTrace.LinkedTo, 10_000)).Length);
        Assert.Empty(TraceContext.Links(["nonsense", ""]));
    }
}
