using Akka.Configuration;

namespace AdaSapSweep.Bundled.Akka.Tests;

/// <summary>Upstream refuses some of these with other types and texts, takes others, reads without end at one, and differs where a key builds on itself.</summary>
public sealed class OnlyBundledReadsConfigLikeThis
{
    [Theory]
    [InlineData("a = 1\nb = {\n c = 2", 3)]
    [InlineData("a = 1\nb = \"open", 2)]
    [InlineData("a = 1\n\nb", 3)]
    [InlineData("a = [1, 2\n}", 2)]
    [InlineData("a = ${nowhere.at.all}", 1)]
    [InlineData("a = 1\nb = akka.tcp://host", 2)]
    [InlineData("}", 1)]
    [InlineData("a = ${b}\nb = ${a}", 1)]
    [InlineData("a { b = 1 }, c = 2", 1)]
    public void AnError_NamesItsLine(string hocon, int line)
    {
        var error = Assert.Throws<ConfigurationException>(() => ConfigurationFactory.ParseString(hocon));
        Assert.Contains(FormattableString.Invariant($"line {line}:"), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ASubstitution_CanBuildOnWhatTheKeyHeldBefore()
    {
        var config = ConfigurationFactory.ParseString("""
            kept = default
            kept = ${?BUNDLED_AKKA_TEST_MISSING}
            path = a
            path = ${path}":b"
            list = [1]
            list += 2
            """);
        Assert.Equal("default", config.GetString("kept"));
        Assert.Equal("a:b", config.GetString("path"));
        Assert.Equal(["1", "2"], config.GetStringList("list"));
    }

    [Fact]
    public void ACopiedObject_KeepsTheKeysThatAreNotSetAgain()
    {
        var config = ConfigurationFactory.ParseString("base { host = here, port = 1 }\ncopy = ${base}\ncopy.port = 2");
        Assert.Equal(("here", 2), (config.GetString("copy.host"), config.GetInt("copy.port")));
    }

    [Fact]
    public void ASubstitution_FallsBackOnTheEnvironment()
    {
        Environment.SetEnvironmentVariable("BUNDLED_AKKA_TEST", "from outside");
        Assert.Equal("from outside", ConfigurationFactory.ParseString("outside = ${?BUNDLED_AKKA_TEST}").GetString("outside"));
    }

    [Fact]
    public void AValueOfTheWrongKind_NamesItsPath()
    {
        var error = Assert.Throws<ConfigurationException>(() => ConfigurationFactory.ParseString("a.b = soon").GetTimeSpan("a.b"));
        Assert.Contains("'a.b'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NestingWithoutEnd_IsRefused()
    {
        Assert.Throws<ConfigurationException>(() => ConfigurationFactory.ParseString(string.Concat(Enumerable.Repeat("a{", 100_000))));
    }
}
