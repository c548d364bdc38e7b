using AdaSapSweep.Coordinator.Cli;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Cli;

public sealed class WhenSizesAreRead
{
    [Theory]
    [InlineData("20GB", 20_000_000_000)]
    [InlineData("20gb", 20_000_000_000)]
    [InlineData("1.5TB", 1_500_000_000_000)]
    [InlineData("500MB", 500_000_000)]
    [InlineData("1GiB", 1_073_741_824)]
    [InlineData("0.5MiB", 524_288)]
    public void AUnit_IsWhatItSays(string text, long bytes) => Assert.Equal(bytes, ByteSize.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("20")]
    [InlineData("GB")]
    [InlineData("0GB")]
    [InlineData("-1GB")]
    [InlineData("1,5GB")]
    [InlineData("20 GB")]
    [InlineData("1e3GB")]
    [InlineData("20XB")]
    [InlineData("99999999999TB")]
    public void AnythingElse_IsNone(string text) => Assert.Null(ByteSize.Parse(text));
}
