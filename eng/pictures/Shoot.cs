namespace AdaSapSweep.Pictures;

/// <summary>The quickstart, and every picture of it.</summary>
/// <param name="root">Of the repository.</param>
/// <param name="work">A folder that may be filled.</param>
internal sealed class Shoot(string root, string work, string pictures, string script, Chromium chromium)
{
    private const int WideColumns = 96;
    private const int NarrowColumns = 60;
    private const int Rows = 40;

    private readonly Recorder _terminal = new(script, work);
    private readonly List<string> _made = [];

    private string Adasap => Path.Combine(root, "adasap");

    private string Store => Path.Combine(work, "store.db");

    /// <returns>The files.</returns>
    public async Task<IReadOnlyList<string>> AllAsync()
    {
        // Builds what is out of date, so that the recording begins with the sweep.
        var sweep = Path.Combine(root, "examples", "quickstart.yaml");
        await Tools.RunAsync(Adasap, ["plan", sweep], work);
        Console.Error.WriteLine("pictures: training; this takes some minutes");
        var run = Record($"run '{sweep}'", WideColumns);
        while (!File.Exists(Store + ".coordinator") && !run.IsCompleted) await Task.Delay(TimeSpan.FromMilliseconds(100));
        // The same sweep, seen by another process in a narrow terminal.
        var watch = run.IsCompleted ? run : Record("watch", NarrowColumns);
        await ShowAsync("live.png", Fullest(await run, WideColumns), WideColumns);
        await ShowAsync("live-narrow.png", Fullest(await watch, NarrowColumns), NarrowColumns);
        var trace = new Screen(WideColumns);
        trace.Write(await Record("trace", WideColumns));
        await ShowAsync("trace.png", trace, WideColumns, scale: 1);
        var report = Path.Combine(work, "report.html");
        await Tools.RunAsync(Adasap, ["report", "--store", Store, "--out", report], work);
        await ShootAsync("report.png", report, 1000, 1250);
        await ShootAsync("report-narrow.png", report, 390, 1250);
        return _made;
    }

    private Task<string> Record(string verb, int columns) => _terminal.RecordAsync($"'{Adasap}' {verb} --store '{Store}'", columns, Rows);

    /// <summary>The first moment at which the view says most: every slot with its loss and speed, and trials that ended.</summary>
    private static Screen Fullest(string recording, int columns)
    {
        var (best, most) = (new Screen(columns), 0);
        foreach (var moment in new Screen(columns).Moments(recording))
        {
            var lines = Enumerable.Range(0, moment.Rows.Count).Select(moment.TextOf).ToList();
            var says = 3 * lines.Count(l => l.StartsWith("cpu/", StringComparison.Ordinal) && l.Contains(" loss ", StringComparison.Ordinal) && l.Contains(" im", StringComparison.Ordinal))
                + lines.Count(l => l[0] is '✓' or '✗');
            if (says > most) (best, most) = (moment.Copy(), says);
        }
        return most > 0 ? best : throw new PictureException("the live view was never painted; it needs a terminal, which 'script' did not give");
    }

    private async Task ShowAsync(string name, Screen screen, int columns, int scale = 2)
    {
        var page = Path.Combine(work, Path.ChangeExtension(name, ".html"));
        await File.WriteAllTextAsync(page, ScreenPage.Of(screen));
        var (width, height) = ScreenPage.Size(screen, columns);
        await ShootAsync(name, page, width, height, scale);
    }

    private async Task ShootAsync(string name, string page, int width, int height, int scale = 1)
    {
        var file = Path.Combine(pictures, name);
        await chromium.ShootAsync(page, file, width, height, scale);
        _made.Add(file);
    }
}
