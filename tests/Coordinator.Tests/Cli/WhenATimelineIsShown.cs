using AdaSapSweep.Coordinator.Cli;
using AdaSapSweep.TestSupport;
using AdaSapSweep.TestSupport.Otlp;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Cli;

[Collection(Terminal.Name)]
public sealed class WhenATimelineIsShown : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _other = new();
    private readonly string _store;

    public WhenATimelineIsShown() => _store = ASweepThatWasKilled.WriteTo(_folder);

    public void Dispose()
    {
        _folder.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task OfASweep_ItSaysWhatRanWhere_AndWhatTheTimeWentTo()
    {
        const string expected = """
            sweep 'explained': 2 runs, 10 attempts, 84.0 s
            run 1: 2026-01-02 03:04:05 UTC, 26.0 s on 2 slots, killed
            run 2: 2026-01-02 03:05:05 UTC, 24.0 s on 2 slots

            cpu/1 |..========xxxxxxx.xxxxx                            .========ee=======---|
            cpu/2 |..::::::::xxxxxxxxxxxxx                            .============ee:::ee-|
            = train   e evaluate   x came to nothing   . queue   : waits for a parent
            r waits for a retry   - idle

              slots' time     │ seconds │ share
             ─────────────────┼─────────┼────────
              train           │ 41.0    │ 41.0 %
              evaluate        │ 7.0     │ 7.0 %
              checkpoint      │ 0.0     │ 0.0 %
              load            │ 0.0     │ 0.0 %
              queue           │ 7.0     │ 7.0 %
              wait for parent │ 13.0    │ 13.0 %
              retry           │ 27.0    │ 27.0 %
              idle            │ 5.0     │ 5.0 %

            100.0 % of 100.0 s, all slots together, have a name
            10 attempts left no phases: loading and writing are within train and evaluate

            came to nothing: 3 attempts, 27.0 s
                adasap-prune 5d4d323f6c, attempt 1 on cpu/1: crash after 8.0 s: it broke
                adasap-prune 4d262842b6, attempt 1 on cpu/2: lost after 14.0 s: its proces..
                adasap-prune 5d4d323f6c, attempt 2 on cpu/1: lost after 5.0 s: its process..

            critical path: 7 attempts, 45.0 s of work (53.6 %), 38.0 s of waiting

              stage                   │ slot  │ began after │ waited │ worked
             ─────────────────────────┼───────┼─────────────┼────────┼────────
              pretrain 7c5996d6ec     │ cpu/1 │ start       │ 2.0 s  │ 10.0 s
              adasap-prune 5d4d323f6c │ cpu/1 │ parent      │ 0.0 s  │ 8.0 s
              adasap-prune 5d4d323f6c │ cpu/1 │ failure     │ 1.0 s  │ 5.0 s
              adasap-prune 5d4d323f6c │ cpu/1 │ failure     │ 35.0 s │ 9.0 s
              evaluate 3a8589ab96     │ cpu/1 │ parent      │ 0.0 s  │ 2.0 s
              adasap-prune 0ae7a95716 │ cpu/1 │ slot        │ 0.0 s  │ 8.0 s
              evaluate 7dc9e5a6ec     │ cpu/2 │ parent      │ 0.0 s  │ 3.0 s
            """;
        Assert.Equal(expected, await Shown());
    }

    [Fact]
    public async Task OfATrial_ItSaysWhatWaitedAndWhatWorked()
    {
        const string expected = """
            trial 1 of sweep 'explained' (seed=1 size_ratio=0.6): succeeded
            72.0 s: working 21.0 s, came to nothing 13.0 s, waiting 38.0 s

            pretrain/1     |..=========                                                    |
            adasap-prune/1 |          xxxxxxxx                                             |
            adasap-prune/2 |                 .xxxxx                                        |
            adasap-prune/3 |                      ...............................========= |
            evaluate/1     |                                                             ee|
            . waits   = train   e evaluate   x came to nothing

              stage        │ try │ slot  │ waited │ worked │ outcome
             ──────────────┼─────┼───────┼────────┼────────┼───────────
              pretrain     │ 1   │ cpu/1 │ 2.0 s  │ 10.0 s │ succeeded
              adasap-prune │ 1   │ cpu/1 │ 0.0 s  │ 8.0 s  │ crash
              adasap-prune │ 2   │ cpu/1 │ 1.0 s  │ 5.0 s  │ lost
              adasap-prune │ 3   │ cpu/1 │ 35.0 s │ 9.0 s  │ succeeded
              evaluate     │ 1   │ cpu/1 │ 0.0 s  │ 2.0 s  │ succeeded

            its critical path: 5 attempts, 34.0 s of work (40.5 %), 38.0 s of waiting

              stage                   │ slot  │ began after │ waited │ worked
             ─────────────────────────┼───────┼─────────────┼────────┼────────
              pretrain 7c5996d6ec     │ cpu/1 │ start       │ 2.0 s  │ 10.0 s
              adasap-prune 5d4d323f6c │ cpu/1 │ parent      │ 0.0 s  │ 8.0 s
              adasap-prune 5d4d323f6c │ cpu/1 │ failure     │ 1.0 s  │ 5.0 s
              adasap-prune 5d4d323f6c │ cpu/1 │ failure     │ 35.0 s │ 9.0 s
              evaluate 3a8589ab96     │ cpu/1 │ parent      │ 0.0 s  │ 2.0 s
            """;
        Assert.Equal(expected, await Shown("--trial", "1"));
    }

    [Fact]
    public async Task ItFitsEightyColumns() => Assert.All((await Shown()).Split('\n').Concat((await Shown("--trial", "2")).Split('\n')), line => Assert.InRange(line.Length, 0, 80));

    [Fact]
    public async Task OfASweepThatHasNotBegun_ItSaysSo()
    {
        var store = Terminal.StoreWithASweep(_other);
        var printed = await Terminal.Run("trace", "--store", store);
        Assert.Equal((ExitCode.Ok, "nothing has run yet; 'adasap resume' begins"), (printed.ExitCode, printed.Output.TrimEnd().Split(": ")[1]));
    }

    [Theory]
    [InlineData("4", "its trials are 1 to 3")]
    [InlineData("x", "expected a trial's number (1 to 3)")]
    public async Task OfATrialThatIsNotThere_ItSaysWhichAre(string trial, string expected)
    {
        var printed = await Terminal.Run("trace", "--store", _store, "--trial", trial);
        Assert.Equal(ExitCode.Usage, printed.ExitCode);
        Assert.Contains(expected, printed.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exported_ItIsOneConnectedTrace_ThoughNoSpanWasKept()
    {
        var file = _folder["trace.json"];
        var printed = await Terminal.Run("trace", "--store", _store, "--export", file);
        Assert.True(printed.ExitCode == ExitCode.Ok, printed.ToString());
        Assert.Equal(Path.GetFullPath(file), printed.Output.Trim());
        var spans = OtlpJsonLines.SpansOf(file);
        Assert.Single(spans, s => s.ParentSpanId.Length == 0);
        var ids = spans.Select(s => s.SpanId).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(spans.Count, ids.Count);
        Assert.All(spans.Select(s => s.ParentSpanId).Where(p => p.Length > 0).Concat(spans.SelectMany(s => s.Links).Select(l => l.SpanId)), id => Assert.Contains(id, ids));
        Assert.Equal(2, spans.Count(s => s.Name == "sweep"));
        Assert.Equal(10, spans.Count(s => s.Name.StartsWith("stage ", StringComparison.Ordinal)));
        Assert.Equal(["crash", "lost", "lost"], spans.Where(s => s.Status == 2).OrderBy(s => s.EndNanoseconds).Select(s => s.Attributes["adasap.outcome"]));
    }

    private async Task<string> Shown(params string[] more)
    {
        var printed = await Terminal.Run(["trace", "--store", _store, .. more]);
        Assert.True(printed.ExitCode == ExitCode.Ok, printed.ToString());
        return string.Join('\n', printed.Output.TrimEnd().Split('\n').Select(l => l.TrimEnd()));
    }
}
