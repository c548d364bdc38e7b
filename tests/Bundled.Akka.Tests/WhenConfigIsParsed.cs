using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace AdaSapSweep.Bundled.Akka.Tests;

public sealed class WhenConfigIsParsed
{
    [Theory]
    [InlineData("a.b.c = 5")]
    [InlineData("a { b { c : 5 } }")]
    [InlineData("a { b.c = 4 }\na.b.c = 5")]
    [InlineData("# comment\na { // another\n b { c = 5 } }")]
    [InlineData("{ \"a\" : { \"b\" : { \"c\" : 5 } } }")]
    [InlineData("a.b { x = 1 }\na.b { d = 1, c = 5 }")]
    public void NestedAndDottedKeys_AreOne(string hocon)
    {
        Assert.Equal(5, ConfigurationFactory.ParseString(hocon).GetInt("a.b.c"));
    }

    [Theory]
    [InlineData("10s", 10_000)]
    [InlineData("500ms", 500)]
    [InlineData("500 ms", 500)]
    [InlineData("1m", 60_000)]
    [InlineData("2 hours", 7_200_000)]
    [InlineData("250", 250)]
    [InlineData("infinite", -1)]
    public void Durations_CarryTheirUnit(string text, double milliseconds)
    {
        Assert.Equal(milliseconds, ConfigurationFactory.ParseString($"d = {text}").GetTimeSpan("d").TotalMilliseconds);
    }

    [Theory]
    [InlineData("128000b", 128_000)]
    [InlineData("4KiB", 4096)]
    [InlineData("2MB", 2_000_000)]
    public void Sizes_CarryTheirUnit(string text, long bytes)
    {
        Assert.Equal(bytes, ConfigurationFactory.ParseString($"s = {text}").GetByteSize("s"));
    }

    [Fact]
    public void StringsAndLists_AreReadAsWritten()
    {
        var config = ConfigurationFactory.ParseString("""
            plain = some words here
            quoted = "with # and { and \"quotes\""
            raw = '' 
            list = [one, "two, three", 3]
            switches { a = on, b = off, c = true }
            number = 1.5e-3
            """.Replace("''", "\"\"\"a\\b\"\"\"", StringComparison.Ordinal));
        Assert.Equal("some words here", config.GetString("plain"));
        Assert.Equal("with # and { and \"quotes\"", config.GetString("quoted"));
        Assert.Equal("a\\b", config.GetString("raw"));
        Assert.Equal(["one", "two, three", "3"], config.GetStringList("list"));
        Assert.True(config.GetBoolean("switches.a"));
        Assert.False(config.GetBoolean("switches.b", true));
        Assert.Equal(0.0015, config.GetDouble("number"));
    }

    [Fact]
    public void AMissingPath_GivesTheDefault()
    {
        var config = ConfigurationFactory.ParseString("a = 1");
        Assert.False(config.HasPath("b"));
        Assert.Equal("x", config.GetString("b", "x"));
        Assert.Equal(7, config.GetInt("b", 7));
        Assert.Null(config.GetConfig("b"));
        Assert.Empty(config.GetStringList("b"));
        Assert.Equal(TimeSpan.FromSeconds(3), config.GetTimeSpan("b", TimeSpan.FromSeconds(3)));
    }

    [Fact]
    public void AFallback_IsLaidUnderneath_KeyByKey()
    {
        var config = ConfigurationFactory.ParseString("a { x = 1 }").WithFallback(ConfigurationFactory.ParseString("a { x = 2, y = 3 }\nb = 4"));
        Assert.Equal((1, 3, 4), (config.GetInt("a.x"), config.GetInt("a.y"), config.GetInt("b")));
        Assert.Equal(3, config.GetConfig("a").GetInt("y"));
    }

    [Fact]
    public void Substitutions_TakeTheFilesOwnValues()
    {
        var config = ConfigurationFactory.ParseString("""
            base { host = here, port = 1 }
            copy = ${base}
            name = ${base.host}-node
            """);
        Assert.Equal(("here", 1), (config.GetString("copy.host"), config.GetInt("copy.port")));
        Assert.Equal("here-node", config.GetString("name"));
    }

    [Fact]
    public void AnInclude_IsReadThroughTheCallback_AndLaterValuesWin()
    {
        var config = ConfigurationFactory.ParseString(
            "include \"common.conf\"\na.x = 2",
            name => Parser.Parse(name == "common.conf" ? "a { x = 1, y = 1 }" : "", null));
        Assert.Equal((2, 1), (config.GetInt("a.x"), config.GetInt("a.y")));
    }
}
