using System.Globalization;
using AdaSapSweep.Coordinator.Timelines;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store.Columns;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary>Numbers and names as <c>trace</c> prints them. What comes from files may hold anything, so control characters go.</summary>
internal static class TraceWords
{
    public static string Seconds(double seconds) => seconds switch
    {
        < 100 => string.Create(CultureInfo.InvariantCulture, $"{seconds:F1} s"),
        < 6000 => string.Create(CultureInfo.InvariantCulture, $"{seconds:F0} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:F1} h"),
    };

    public static string Seconds(TimeSpan time) => Seconds(time.TotalSeconds);

    public static string Share(double part, double whole) => whole > 0 ? string.Create(CultureInfo.InvariantCulture, $"{100 * part / whole:F1} %") : "";

    public static string Of(SlotShare share) => share == SlotShare.WaitForParent ? "wait for parent" : share.ToString().ToLowerInvariant();

    public static string Stage(TimedAttempt attempt) => $"{attempt.Known.Kind} {attempt.Row.Stage.Prefix}";

    public static string Outcome(TimedAttempt attempt) => attempt.Row switch
    {
        { State: AttemptState.Running } => "running",
        { Failure: { } failure } => failure.ToColumn(),
        var row => row.State.ToColumn(),
    };

    public static string Cut(string text, int most)
    {
        var clean = new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]);
        return clean.Length <= most ? clean : most > 2 ? clean[..(most - 2)] + ".." : clean[..most];
    }
}
