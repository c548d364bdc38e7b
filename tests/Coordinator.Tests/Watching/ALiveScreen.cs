using AdaSapSweep.Coordinator.Watching;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Watching;

public sealed class ALiveScreen : IDisposable
{
    private readonly StringWriter _terminal = new();
    private readonly LiveScreen _screen;
    private (int Width, int Height) _size = (60, 24);

    public ALiveScreen() => _screen = new(_terminal, () => _size, new ViewPaint(colours: false));

    public void Dispose()
    {
        _screen.Dispose();
        _terminal.Dispose();
    }

    [Fact]
    public void LeavesTheCursorVisible_BetweenAnyTwoWrites()
    {
        _screen.Show(Snapshots.Of());
        _screen.WriteLine("a line");
        _screen.Show(Snapshots.Of(share: 0.5));
        var written = _terminal.ToString();
        Assert.Equal(3, written.Split("\e[?25l").Length - 1);
        Assert.Equal(3, written.Split("\e[?25h").Length - 1);
        Assert.True(written.LastIndexOf("\e[?25h", StringComparison.Ordinal) > written.LastIndexOf("\e[?25l", StringComparison.Ordinal));
    }

    [Fact]
    public void PutsALineAboveTheView_AndTheViewBelowItAgain()
    {
        _screen.Show(Snapshots.Of());
        var said = After(() => _screen.WriteLine("adasap: something failed"));
        // Over the five lines of the view, from the first one down.
        Assert.StartsWith("\e[5A\radasap: something failed", Bare(said), StringComparison.Ordinal);
        Assert.Contains("quickstart", said[said.IndexOf("something failed", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Fact]
    public void WaitsForTheEndOfALine()
    {
        _screen.Show(Snapshots.Of());
        Assert.Equal("", After(() => _screen.Write("half of ")));
        Assert.Contains("\rhalf of it", After(() => _screen.Write("it\n")), StringComparison.Ordinal);
    }

    [Fact]
    public void WritesNothing_WhenNothingHasChanged()
    {
        _screen.Show(Snapshots.Of());
        Assert.Equal("", After(() => _screen.Show(Snapshots.Of())));
        Assert.NotEqual("", After(() => _screen.Show(Snapshots.Of(share: 0.6))));
    }

    [Fact]
    public void GoesUpAsManyRowsAsTheViewHas_AfterTheWindowBecameNarrower()
    {
        _screen.Show(Snapshots.Of());
        _size = (30, 24);
        // Lines of 59, 52, 57, 57 and 11 characters stand on two rows each, but for the last.
        Assert.StartsWith("\e[9A", Bare(After(() => _screen.Show(Snapshots.Of()))), StringComparison.Ordinal);
    }

    [Fact]
    public void PassesLinesOn_OnceItIsCleared()
    {
        _screen.Show(Snapshots.Of());
        Assert.DoesNotContain("quickstart", After(_screen.Clear), StringComparison.Ordinal);
        Assert.Equal("plain\n", After(() => _screen.WriteLine("plain")));
        Assert.Equal("", After(() => _screen.Show(Snapshots.Of(share: 0.7))));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void HasColoursOnlyWhereTheyAreWanted(bool colours) =>
        Assert.Equal(colours, new ViewPaint(colours).Of(new ViewLine(new ViewPart("3 failed", Tone.Bad))).Contains('\e', StringComparison.Ordinal));

    [Theory]
    [InlineData(true, false, "xterm", null, false)]
    [InlineData(false, true, "xterm", null, false)]
    [InlineData(false, false, "dumb", null, false)]
    [InlineData(false, false, null, null, false)]
    [InlineData(false, false, "xterm", "true", false)]
    [InlineData(false, false, "xterm", "false", true)]
    [InlineData(false, false, "xterm", null, true)]
    public void IsForTerminalsThatPeopleLookAt(bool redirected, bool plain, string? term, string? ci, bool expected) =>
        Assert.Equal(expected, Terminals.IsLive(redirected, plain, name => name == "TERM" ? term : name == "CI" ? ci : "1"));

    [Theory]
    [InlineData(null, true)]
    [InlineData("", true)]
    [InlineData("1", false)]
    public void LosesItsColoursForNoColor(string? value, bool expected) => Assert.Equal(expected, Terminals.HasColours(name => name == "NO_COLOR" ? value : null));

    private string After(Action write)
    {
        var before = _terminal.ToString().Length;
        write();
        return _terminal.ToString()[before..];
    }

    /// <summary>Without what every painting begins with.</summary>
    private static string Bare(string painted) => painted.Replace("\e[?2026h\e[?25l", "", StringComparison.Ordinal);
}
