using System.Globalization;

namespace AdaSapSweep.Coordinator.Diagnosing.Checks;

/// <summary>Measures which division of the cores into slots and threads trains most images a second, and holds that against the one that is set.</summary>
/// <param name="cores">As the system and its control groups allow.</param>
/// <param name="architecture">The network that is trained.</param>
/// <param name="measure">Images a second of a layout; fails with <see cref="NoAnswerException"/>.</param>
internal sealed class SpeedCheck(int cores, string architecture, Func<SlotLayout, string, CancellationToken, Task<double>> measure) : ICheck
{
    /// <summary>Runs of the same differ by as much.</summary>
    private const double Close = 0.05;

    public string Name => "speed";

    public async Task<IReadOnlyList<Finding>> LookAsync(Machine machine, CancellationToken stop)
    {
        try
        {
            var measured = new List<(SlotLayout Layout, double Speed)>();
            foreach (var layout in SlotLayout.Of(cores)) measured.Add((layout, await measure(layout, architecture, stop)));
            return [.. measured.Select(m => Finding.Ok(string.Create(CultureInfo.InvariantCulture, $"{m.Layout}: {m.Speed:N0} images/s of {architecture}, batches of 128"))), Advice(machine, measured)];
        }
        catch (NoAnswerException error)
        {
            return [Finding.Problem(error.Message, "./adasap setup")];
        }
    }

    private static Finding Advice(Machine machine, List<(SlotLayout Layout, double Speed)> measured)
    {
        var most = measured.Max(m => m.Speed);
        // Of those that are as good as the best, the one that holds the fewest networks in memory.
        var best = measured.First(m => m.Speed >= most * (1 - Close));
        var fix = string.Create(CultureInfo.InvariantCulture, $"adasap run SWEEP --slots {best.Layout.Slots} --threads {best.Layout.Threads}");
        var set = machine.Settings is { } settings ? new SlotLayout(settings.Slots.Count(slot => slot.Device == "cpu"), settings.Threads) : default;
        var now = measured.Find(m => m.Layout == set);
        if (now.Speed >= most * (1 - Close)) return Finding.Ok($"{set}, as set, are as good as any");
        return now.Speed > 0
            ? Finding.Warning(string.Create(CultureInfo.InvariantCulture, $"{best.Layout} train {best.Speed / now.Speed:F2} times as many images as {set}, as set"), fix)
            : Finding.Warning($"{best.Layout} train most images; what is set was not measured, as it does not use every core once", fix);
    }
}
