using AdaSapSweep.Shared.Logging;
using Akka.Event;

namespace AdaSapSweep.Shared.Tests.Telemetry;

public sealed class WhenTheActorSystemLogs
{
    private const string Endpoint = "akka://AdaSapSweep/system/endpointManager/reliableEndpointWriter-1";

    [Fact]
    public void AnEntry_IsOneLine_WithoutItsStackTrace()
    {
        var entry = new Error(new InvalidOperationException("no\n   at There()"), "akka://AdaSapSweep/user/a", typeof(object), "broken\n   at Here()");
        Assert.Equal("adasap: error: broken: no", StandardErrorLogger.LineOf(entry));
    }

    [Theory]
    [InlineData("Disassociated", false)]
    [InlineData("Association has failed. Reason is: [EndpointDisassociatedException: Disassociated\n   at There()]", false)]
    [InlineData("Tried to associate with unreachable remote address", true)]
    public void OfRemoting_ALostConnectionIsNoNews_AndOneThatCannotBeMadeIs(string text, bool shown)
    {
        Assert.Equal(shown, StandardErrorLogger.LineOf(new Warning(Endpoint, typeof(object), text)) is not null);
    }
}
