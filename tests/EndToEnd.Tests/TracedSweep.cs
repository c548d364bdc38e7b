using AdaSapSweep.TestSupport.Otlp;
using Xunit;

namespace AdaSapSweep.EndToEnd.Tests;

/// <summary>Two trials that share their first stage, and what their spans must look like whichever way they come.</summary>
internal static class TracedSweep
{
    public const int PretrainEpochs = 3;

    public const string Text = """
        name: traced
        data: { name: shapes, train_images: 120, test_images: 60, image_size: 16 }
        training: { batch_size: 40, learning_rate: 0.05 }
        evaluation: { batch_size: 60, pgd_steps: 2, attack_images: 20, corruptions: [], latency: false }
        grids:
          - method: adasap
            architecture: resnet8
            pretrain_epochs: 3
            adapt_epochs: 0
            prune_epochs: 2
            robust_epochs: 0
            cuts: 2
            criterion: [l2, taylor]
            size_ratio: 0.5
        """;

    public static Dictionary<string, string> Environment(string endpoint, string protocol = "http/protobuf") =>
        new() { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint, ["OTEL_EXPORTER_OTLP_PROTOCOL"] = protocol };

    /// <summary>One trace: the runs of the sweep, below each its trials, below those every attempt in the store.</summary>
    /// <param name="runs">Runs of the sweep that had something to do.</param>
    public static void IsOneTree(IReadOnlyList<OtlpSpan> spans, string store, int runs)
    {
        Assert.Single(spans.Select(s => s.TraceId).Distinct());
        Assert.Equal(spans.Count, spans.Select(s => s.SpanId).Distinct().Count());
        var sweeps = spans.Where(s => s.Name == "sweep").OrderBy(s => s.StartNanoseconds).ToList();
        Assert.Equal(runs, sweeps.Count);
        Assert.Equal("", sweeps[0].ParentSpanId);
        Assert.All(sweeps.Skip(1), s => Assert.Equal(sweeps[0].SpanId, s.ParentSpanId));

        var trials = spans.Where(s => s.Name == "trial").ToDictionary(s => s.SpanId);
        Assert.Equal(StoreFile.Query(store, "SELECT trial_id FROM sweep_trials ORDER BY trial_id"), trials.Values.Select(Trial).Distinct().Order(StringComparer.Ordinal));
        Assert.All(trials.Values, t => Assert.Contains(t.ParentSpanId, sweeps.Select(s => s.SpanId)));

        var attempts = spans.Where(s => s.Name.StartsWith("stage ", StringComparison.Ordinal)).ToList();
        Assert.Equal(StoreFile.Query(store, "SELECT stage_key, number FROM attempts ORDER BY stage_key, number"), attempts.Select(Attempt).Order(StringComparer.Ordinal));
        Assert.All(attempts, a => LiesUnderItsTrials(a, trials, store));
        PhasesAreWithin(spans, attempts);
        var plans = spans.Where(s => s.Name == "plan").ToList();
        Assert.Equal(sweeps.Select(s => s.SpanId).Order(StringComparer.Ordinal), plans.Select(p => p.ParentSpanId).Order(StringComparer.Ordinal));
        Assert.Equal(spans.Count, sweeps.Count + trials.Count + attempts.Count + plans.Count + spans.Count(IsPhase));
        // What was given ahead and taken back unbegun has no process that could tell it.
        Assert.All(attempts, a => Assert.Equal(IsStandIn(a) ? "AdaSapSweep.Coordinator" : "AdaSapSweep.GpuActor", a.Service));
        Assert.All(sweeps.Concat(trials.Values), s => Assert.Equal("AdaSapSweep.Coordinator", s.Service));
    }

    /// <summary>The same, of a sweep whose processes were killed: nothing refers to a span that never came.</summary>
    public static void IsConnected(IReadOnlyList<OtlpSpan> spans, string store, int runs)
    {
        Assert.Single(spans.Select(s => s.TraceId).Distinct());
        var ids = spans.Select(s => s.SpanId).ToHashSet(StringComparer.Ordinal);
        // What a process told just before it was killed, and the coordinator had not recorded, is told by both.
        Assert.All(spans.CountBy(s => (s.SpanId, IsStandIn(s))), s => Assert.Equal(1, s.Value));
        Assert.Single(spans, s => s.ParentSpanId.Length == 0);
        Assert.All(spans.Where(s => s.ParentSpanId.Length > 0), s => Assert.Contains(s.ParentSpanId, ids));
        Assert.All(spans.SelectMany(s => s.Links), l => Assert.Contains(l.SpanId, ids));
        Assert.Equal(runs, spans.Count(s => s.Name == "sweep"));
        var attempts = spans.Where(s => s.Name.StartsWith("stage ", StringComparison.Ordinal)).ToList();
        Assert.Equal(StoreFile.Query(store, "SELECT stage_key, number FROM attempts ORDER BY stage_key, number"), attempts.Select(Attempt).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(
            StoreFile.Query(store, "SELECT trial_id FROM sweep_trials ORDER BY trial_id"),
            spans.Where(s => s.Name == "trial").Select(Trial).Distinct().Order(StringComparer.Ordinal));
        PhasesAreWithin(spans, attempts);
    }

    public static bool IsPhase(OtlpSpan span) => span.Attributes.ContainsKey("adasap.phase");

    private static bool IsStandIn(OtlpSpan span) => span.Attributes.ContainsKey("adasap.from_store");

    private static void PhasesAreWithin(IReadOnlyList<OtlpSpan> spans, List<OtlpSpan> attempts)
    {
        var byId = attempts.OrderBy(IsStandIn).DistinctBy(a => a.SpanId).ToDictionary(a => a.SpanId);
        var phases = spans.Where(IsPhase).ToList();
        Assert.Superset(new HashSet<string> { "load", "train", "checkpoint", "evaluate" }, phases.Select(p => p.Name).ToHashSet());
        Assert.All(phases, p => Assert.InRange(p.StartNanoseconds + 1_000_000, Assert.Contains(p.ParentSpanId, byId).StartNanoseconds, p.EndNanoseconds + 1_000_000));
        // Together they are the whole of an attempt that lived to tell it.
        foreach (var attempt in attempts.Where(a => !IsStandIn(a)))
        {
            var sum = attempt.Attributes.Where(a => a.Key.StartsWith("adasap.phase.", StringComparison.Ordinal)).Sum(a => (double)a.Value!);
            Assert.InRange(sum, 0, (attempt.EndNanoseconds - attempt.StartNanoseconds) / 1e9 + 0.01);
        }
    }

    /// <summary>A child of one of the trials that wait for it, linked to the others.</summary>
    private static void LiesUnderItsTrials(OtlpSpan attempt, Dictionary<string, OtlpSpan> trials, string store)
    {
        Assert.All(attempt.Links, l => Assert.Equal(attempt.TraceId, l.TraceId));
        var around = attempt.Links.Select(l => l.SpanId).Prepend(attempt.ParentSpanId).Select(id => Assert.Contains(id, trials)).ToList();
        Assert.Single(around.Select(t => t.ParentSpanId).Distinct());
        Assert.Equal(
            StoreFile.Query(store, $"SELECT trial_id FROM trial_stages WHERE stage_key = '{attempt.Attributes["adasap.stage.key"]}' ORDER BY trial_id"),
            around.Select(Trial).Order(StringComparer.Ordinal));
    }

    private static string Trial(OtlpSpan span) => (string)span.Attributes["adasap.trial.id"]!;

    private static string Attempt(OtlpSpan span) => FormattableString.Invariant($"{span.Attributes["adasap.stage.key"]}|{span.Attributes["adasap.attempt"]}");
}
