using System.Globalization;
using AdaSapSweep.EndToEnd.Tests;

namespace AdaSapSweep.Benchmarks.Kills;

/// <summary>The coordinator is killed and started again every five seconds for as long as a sweep lasts; its GPU actors are left alone.</summary>
internal static class CoordinatorBenchmark
{
    /// <summary>So that it can be heard when a slot registers.</summary>
    private const string Settings = "adasap.stderr-loglevel = INFO";

    private const int FewestKills = 24;
    private const double LongestReturn = 2;
    private const double LeastShare = 0.98;

    /// <param name="seeds">Copies of the sweep.</param>
    public static async Task<int> RunAsync(int seeds)
    {
        using var ground = new Ground(TrainingSweep.Text(seeds), Settings);
        var calm = await ground.RunCalmAsync();
        var storm = new CoordinatorKills(ground);
        await storm.RunAsync();

        var store = ground.Stormy;
        var (calmSpans, spans) = (StageSpans.Of(ground.Calm), StageSpans.Of(store));
        var table = new Table("The coordinator killed every 5 s while two GPU actors train.");
        table.Row("kills", $"{storm.Kills}", $"at least {FewestKills}", storm.Kills >= FewestKills);
        table.Row("wall time undisturbed", $"{calm:F0} s");
        table.Row("wall time with kills", $"{storm.Seconds:F0} s");
        table.Row("processes of the two GPU actors", $"{storm.Processes}", "2", storm.Processes == 2);
        var stages = StoreFile.CountOf(store, "stages");
        table.Row("stages", $"{stages}");
        table.Row("stages begun by the GPU actors", $"{spans.Count}", "one a stage", spans.Count == stages);
        table.Row("batches undisturbed", $"{Batches(ground.Calm)}");
        table.Row("batches with kills", $"{Batches(store)}", "the same in each stage", StoreFile.Steps(ground.Calm).SequenceEqual(StoreFile.Steps(store)));
        table.Row("start of the coordinator to the last slot registered again, median", $"{Median(storm.Returns):F2} s");
        table.Row("the same, longest", $"{storm.Returns.Max():F2} s", "at most 2 s", storm.Returns.Max() <= LongestReturn);
        var (before, share) = (StageSpans.BusyShare(calmSpans), StageSpans.BusyShare(spans));
        table.Row("busy share undisturbed", $"{100 * before:F1} %");
        table.Row("busy share with kills", $"{100 * share:F1} %", "at least 98 % of that", share >= LeastShare * before);
        var same = StoreFile.Numbers(ground.Calm).SequenceEqual(StoreFile.Numbers(store));
        table.Row("results equal", $"{(same ? "bit for bit" : "no")}", "bit for bit", same);
        return table.ExitCode;
    }

    private static long Batches(string store) => StoreFile.Steps(store).Sum(line => long.Parse(line.Split('|')[1], CultureInfo.InvariantCulture));

    private static double Median(IReadOnlyList<double> values) => values.Order().ElementAt(values.Count / 2);
}
